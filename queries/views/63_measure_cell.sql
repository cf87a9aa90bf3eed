-- Key projects counted and summed for every combination of year, level, district,
-- sector and type, and of how they stand: what most metrics are sums of. A
-- refresh counts them once (queries/session/share_metrics.sql).

CREATE OR REPLACE VIEW measure_cell AS
SELECT year, level, district, sector, project_type, project_stage,
       CASE WHEN actual_start IS NOT NULL AND year(actual_start) = year
            THEN coalesce(timing(actual_start, actual_start_precision, planned_start, planned_start_precision), 'unknown') END AS start_timing,
       CASE WHEN project_stage = 'preparation' AND (planned_start IS NOT NULL OR plan_kind IS DISTINCT FROM 'preparatory')
            THEN coalesce(start_due(as_of(), planned_start), 'unknown') END AS start_due,
       coalesce(year(actual_completion) = year, false) AS completed_in_year,
       coalesce(year(actual_in_service) = year, false) AS in_service_in_year,
       missing_plan, missing_start_baseline, missing_completion_baseline, missing_report,
       count(*) AS projects,
       coalesce(sum(total_investment), 0) AS total_investment, sum(planned_investment) AS planned_investment, sum(completed) AS completed,
       sum(planned_to_date) AS planned_to_date
FROM project_measure
GROUP BY ALL;

COMMENT ON VIEW measure_cell IS '重点项目按年度、级别、区市县、行业、类型与状态的各种组合计数与合计（截至会话日期） / Key projects counted and summed for every combination of year, level, district, sector, type and standing, as of the session''s dates';
COMMENT ON COLUMN measure_cell.year IS '计划年度 / Plan year';
COMMENT ON COLUMN measure_cell.level IS '项目级别 / Level';
COMMENT ON COLUMN measure_cell.district IS '区市县 / District';
COMMENT ON COLUMN measure_cell.sector IS '行业领域 / Sector';
COMMENT ON COLUMN measure_cell.project_type IS '项目类型 / Project type';
COMMENT ON COLUMN measure_cell.project_stage IS '项目阶段 / Stage';
COMMENT ON COLUMN measure_cell.start_timing IS '当年开工的：提前、按期、滞后、无计划 / Of those started in the year: early, on_time, late, unknown (no plan)';
COMMENT ON COLUMN measure_cell.start_due IS '待开工的：应开工时段 / Of those yet to start: when they should, overdue, this_quarter, next_quarter, later, unknown';
COMMENT ON COLUMN measure_cell.completed_in_year IS '当年竣工 / Completed in the plan year';
COMMENT ON COLUMN measure_cell.in_service_in_year IS '当年投用 / Entered into service in the plan year';
COMMENT ON COLUMN measure_cell.missing_plan IS '缺年度计划投资 / Without planned investment';
COMMENT ON COLUMN measure_cell.missing_start_baseline IS '缺计划开工时间 / Without a planned start';
COMMENT ON COLUMN measure_cell.missing_completion_baseline IS '缺计划竣工时间 / Without a planned completion';
COMMENT ON COLUMN measure_cell.missing_report IS '缺填报截至月月报 / Without a report for the month reported to';
COMMENT ON COLUMN measure_cell.projects IS '项目数 / Projects';
COMMENT ON COLUMN measure_cell.total_investment IS '总投资（元） / Total investment, in currency units';
COMMENT ON COLUMN measure_cell.planned_investment IS '年度计划投资（元） / Planned investment of the year, in currency units';
COMMENT ON COLUMN measure_cell.completed IS '累计完成投资（元） / Completed in the year so far, in currency units';
COMMENT ON COLUMN measure_cell.planned_to_date IS '应完成投资（元） / Planned to date, in currency units';
