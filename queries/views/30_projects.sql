-- Key projects: plan and fact of the years in play, and groups of them.

-- Key projects (重点项目): those with a plan for the year, as they stood on a
-- day; one row a project and plan year, for the years in play: that of the
-- month reported to and that of the as-of date, which differ in January.
CREATE OR REPLACE MACRO key_projects_on(day, reported) AS TABLE
SELECT a.year, p.project_key, p.name, coalesce(p.level, 'unknown') AS level,
       coalesce(d.name_zh, 'unknown') AS district, coalesce(s.name_zh, 'unknown') AS sector,
       coalesce(pt.name_zh, 'unknown') AS project_type,
       p.owner, p.owner_kind, p.total_investment, a.planned_investment, a.plan_kind,
       p.original_start, p.planned_start, p.planned_start_precision, p.actual_start, p.actual_start_precision,
       p.original_completion, p.planned_completion, p.planned_completion_precision, p.actual_completion, p.actual_completion_precision,
       p.forecast_completion, p.forecast_source, p.completion_slip_change_days,
       p.planned_in_service, p.planned_in_service_precision, p.actual_in_service, p.actual_in_service_precision,
       p.progress_ratio, p.schedule_reported_on, p.project_stage
FROM store.annual_plan AS a
JOIN project_schedule_on(day) AS p ON p.project_key = a.project_key
LEFT JOIN store.district AS d ON d.code = p.district_code AND is_known(d.load_id, d.replaced_by)
LEFT JOIN store.sector AS s ON s.code = p.sector_code AND is_known(s.load_id, s.replaced_by)
LEFT JOIN store.project_type AS pt ON pt.code = p.project_type_code AND is_known(pt.load_id, pt.replaced_by)
WHERE is_known(a.load_id, a.replaced_by) AND in_question(a.project_key)
  AND a.year BETWEEN date_part('year', coalesce(reported, day)) AND date_part('year', day);

-- Plan and fact of every key project.
CREATE OR REPLACE MACRO progress_on(day, reported) AS TABLE
SELECT k.year, k.project_key, k.name, k.level, k.district, k.sector, k.project_type, k.owner, k.owner_kind,
       k.total_investment, k.planned_investment, k.plan_kind,
       k.original_start, k.planned_start, k.planned_start_precision, k.actual_start, k.actual_start_precision,
       k.original_completion, k.planned_completion, k.planned_completion_precision, k.actual_completion, k.actual_completion_precision,
       k.forecast_completion, k.forecast_source, k.completion_slip_change_days,
       k.planned_in_service, k.planned_in_service_precision, k.actual_in_service, k.actual_in_service_precision,
       k.progress_ratio, k.schedule_reported_on, k.project_stage,
       coalesce(CASE WHEN c.year = k.year THEN c.completed END, 0) AS completed,
       CASE WHEN c.year = k.year THEN c.last_month END AS last_month
FROM key_projects_on(day, reported) AS k
LEFT JOIN reports_by(day, reported) AS c ON c.project_key = k.project_key;

-- Every key project of the years in play as the session's dates show it, plan
-- and fact. A refresh of the metrics computes project_measure once
-- (queries/session/share.sql), for all queries that read it or this.
CREATE OR REPLACE VIEW key_project AS
SELECT i.project_id, k.year, k.project_key, k.name, k.level, k.district, k.sector, k.project_type, k.owner, k.owner_kind,
       k.total_investment, k.planned_investment, k.plan_kind,
       k.planned_start, k.planned_start_precision, k.actual_start, k.actual_start_precision,
       k.planned_completion, k.planned_completion_precision, k.forecast_completion,
       k.actual_completion, k.actual_completion_precision,
       k.planned_in_service, k.planned_in_service_precision, k.actual_in_service, k.actual_in_service_precision,
       k.project_stage, k.completed, k.last_month
FROM progress_on(as_of(), reported_to()) AS k
JOIN store.project_key AS i ON i.project_key = k.project_key;

CREATE OR REPLACE VIEW progress AS
SELECT year, project_id, name, level, district, sector, project_type, owner, owner_kind, project_stage,
       plan_kind, total_investment, planned_investment, completed, last_month,
       CASE WHEN planned_investment > 0 THEN completed / planned_investment END AS completion_ratio,
       reported_to() AS reported_to, schedule_elapsed(reported_to()) AS schedule_elapsed
FROM key_project;
COMMENT ON VIEW key_project IS '重点项目（截至会话日期）：计划、进度与日期 / Key projects as of the session''s dates: plan, fact and dates';
COMMENT ON COLUMN key_project.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN key_project.year IS '计划年度 / Plan year';
COMMENT ON COLUMN key_project.project_key IS '项目内部序号 / Number of the project in this warehouse';
COMMENT ON COLUMN key_project.name IS '项目名称 / Name';
COMMENT ON COLUMN key_project.level IS '项目级别（最高级） / Level, the highest';
COMMENT ON COLUMN key_project.district IS '区市县 / District';
COMMENT ON COLUMN key_project.sector IS '行业领域 / Sector';
COMMENT ON COLUMN key_project.project_type IS '项目类型 / Project type';
COMMENT ON COLUMN key_project.owner IS '业主单位 / Owner';
COMMENT ON COLUMN key_project.owner_kind IS '业主性质 / Kind of owner';
COMMENT ON COLUMN key_project.total_investment IS '总投资（元） / Total investment, in currency units';
COMMENT ON COLUMN key_project.planned_investment IS '年度计划投资（元） / Planned investment of the year, in currency units';
COMMENT ON COLUMN key_project.plan_kind IS '建设性质 / Kind in the plan';
COMMENT ON COLUMN key_project.planned_start IS '计划开工时间；登记没有的取最近批复 / Planned start as registered, else as last approved';
COMMENT ON COLUMN key_project.planned_start_precision IS '计划开工时间的精度 / Precision of planned_start';
COMMENT ON COLUMN key_project.actual_start IS '实际开工时间（截至会话日期） / Actual start, if by the as-of date';
COMMENT ON COLUMN key_project.actual_start_precision IS '实际开工时间的精度 / Precision of actual_start';
COMMENT ON COLUMN key_project.planned_completion IS '最近批复的竣工时间；无批复的为登记的计划 / Completion as last approved, else as registered';
COMMENT ON COLUMN key_project.planned_completion_precision IS '计划竣工时间的精度 / Precision of planned_completion';
COMMENT ON COLUMN key_project.forecast_completion IS '预计竣工时间，已竣工的为实际时间 / Forecast completion; the actual one once it is completed';
COMMENT ON COLUMN key_project.actual_completion IS '实际竣工时间（截至会话日期） / Actual completion, if by the as-of date';
COMMENT ON COLUMN key_project.actual_completion_precision IS '实际竣工时间的精度 / Precision of actual_completion';
COMMENT ON COLUMN key_project.planned_in_service IS '计划投用时间 / Planned entry into service';
COMMENT ON COLUMN key_project.planned_in_service_precision IS '计划投用时间的精度 / Precision of planned_in_service';
COMMENT ON COLUMN key_project.actual_in_service IS '实际投用时间（截至会话日期） / Actual entry into service, if by the as-of date';
COMMENT ON COLUMN key_project.actual_in_service_precision IS '实际投用时间的精度 / Precision of actual_in_service';
COMMENT ON COLUMN key_project.project_stage IS '项目阶段（截至会话日期） / Stage on the as-of date';
COMMENT ON COLUMN key_project.completed IS '年初至填报截至月累计完成投资（元） / Investment completed in the year up to the month reported to, in currency units';
COMMENT ON COLUMN key_project.last_month IS '最近填报月份 / Last month reported';
COMMENT ON VIEW progress IS '重点项目年度计划与完成（截至会话日期） / Plan and fact of every key project, as of the session''s dates';
COMMENT ON COLUMN progress.year IS '计划年度 / Plan year';
COMMENT ON COLUMN progress.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN progress.name IS '项目名称 / Name';
COMMENT ON COLUMN progress.level IS '项目级别（最高级） / Level, the highest';
COMMENT ON COLUMN progress.district IS '区市县 / District';
COMMENT ON COLUMN progress.sector IS '行业领域 / Sector';
COMMENT ON COLUMN progress.project_type IS '项目类型 / Project type';
COMMENT ON COLUMN progress.owner IS '业主单位 / Owner';
COMMENT ON COLUMN progress.owner_kind IS '业主性质 / Kind of owner';
COMMENT ON COLUMN progress.project_stage IS '项目阶段（截至会话日期） / Stage on the as-of date';
COMMENT ON COLUMN progress.plan_kind IS '建设性质 / Kind in the plan';
COMMENT ON COLUMN progress.total_investment IS '总投资（元） / Total investment, in currency units';
COMMENT ON COLUMN progress.planned_investment IS '年度计划投资（元） / Planned investment of the year, in currency units';
COMMENT ON COLUMN progress.completed IS '年初至填报截至月累计完成投资（元） / Investment completed in the year up to the month reported to, in currency units';
COMMENT ON COLUMN progress.last_month IS '最近填报月份 / Last month reported';
COMMENT ON COLUMN progress.completion_ratio IS '年度投资完成率 / Completed over planned';
COMMENT ON COLUMN progress.reported_to IS '填报截至 / Reported to';
COMMENT ON COLUMN progress.schedule_elapsed IS '时序进度 / Schedule elapsed';

-- Progress of groups, by up to two of progress's columns (NULL for none).
-- Ratios come from sums, never from ratios; points ahead are taken before
-- rounding (glossary 1.3).
CREATE OR REPLACE MACRO progress_by(first, second) AS TABLE
SELECT year, first AS first, second AS second, count(*) AS projects,
       sum(total_investment) AS total_investment, sum(planned_investment) AS planned_investment, sum(completed) AS completed,
       sum(completed) / nullif(sum(planned_investment), 0) AS completion_ratio,
       100 * (sum(completed) / nullif(sum(planned_investment), 0) - any_value(schedule_elapsed)) AS points_ahead,
       any_value(reported_to) AS reported_to
FROM progress GROUP BY year, first, second;

CREATE OR REPLACE VIEW progress_by_city AS
SELECT year, projects, total_investment, planned_investment, completed, completion_ratio, points_ahead, reported_to
FROM progress_by(NULL, NULL);

CREATE OR REPLACE VIEW progress_by_district AS
SELECT year, first AS district, projects, total_investment, planned_investment, completed, completion_ratio, points_ahead, reported_to
FROM progress_by(district, NULL);

CREATE OR REPLACE VIEW progress_by_sector AS
SELECT year, first AS sector, projects, total_investment, planned_investment, completed, completion_ratio, points_ahead, reported_to
FROM progress_by(sector, NULL);

CREATE OR REPLACE VIEW progress_by_project_type AS
SELECT year, first AS project_type, projects, total_investment, planned_investment, completed, completion_ratio, points_ahead, reported_to
FROM progress_by(project_type, NULL);

CREATE OR REPLACE VIEW progress_by_level AS
SELECT year, first AS level, projects, total_investment, planned_investment, completed, completion_ratio, points_ahead, reported_to
FROM progress_by(level, NULL);

CREATE OR REPLACE VIEW progress_by_owner AS
SELECT year, first AS owner, second AS owner_kind, projects, total_investment, planned_investment, completed, completion_ratio, points_ahead, reported_to
FROM progress_by(owner, owner_kind);

COMMENT ON VIEW progress_by_city IS '全市年度投资完成情况 / Plan and fact of the city';
COMMENT ON COLUMN progress_by_city.year IS '计划年度 / Plan year';
COMMENT ON COLUMN progress_by_city.projects IS '项目数 / Projects';
COMMENT ON COLUMN progress_by_city.total_investment IS '总投资（元） / Total investment, in currency units';
COMMENT ON COLUMN progress_by_city.planned_investment IS '年度计划投资（元） / Planned investment of the year, in currency units';
COMMENT ON COLUMN progress_by_city.completed IS '累计完成投资（元） / Investment completed, in currency units';
COMMENT ON COLUMN progress_by_city.completion_ratio IS '年度投资完成率 / Completed over planned, from sums';
COMMENT ON COLUMN progress_by_city.points_ahead IS '高于时序进度的百分点 / Percentage points ahead of the calendar';
COMMENT ON COLUMN progress_by_city.reported_to IS '填报截至 / Reported to';
COMMENT ON VIEW progress_by_district IS '各区市县年度投资完成情况 / Plan and fact of each district';
COMMENT ON COLUMN progress_by_district.year IS '计划年度 / Plan year';
COMMENT ON COLUMN progress_by_district.district IS '区市县 / District';
COMMENT ON COLUMN progress_by_district.projects IS '项目数 / Projects';
COMMENT ON COLUMN progress_by_district.total_investment IS '总投资（元） / Total investment, in currency units';
COMMENT ON COLUMN progress_by_district.planned_investment IS '年度计划投资（元） / Planned investment of the year, in currency units';
COMMENT ON COLUMN progress_by_district.completed IS '累计完成投资（元） / Investment completed, in currency units';
COMMENT ON COLUMN progress_by_district.completion_ratio IS '年度投资完成率 / Completed over planned, from sums';
COMMENT ON COLUMN progress_by_district.points_ahead IS '高于时序进度的百分点 / Percentage points ahead of the calendar';
COMMENT ON COLUMN progress_by_district.reported_to IS '填报截至 / Reported to';
COMMENT ON VIEW progress_by_sector IS '各行业领域年度投资完成情况 / Plan and fact of each sector';
COMMENT ON COLUMN progress_by_sector.year IS '计划年度 / Plan year';
COMMENT ON COLUMN progress_by_sector.sector IS '行业领域 / Sector';
COMMENT ON COLUMN progress_by_sector.projects IS '项目数 / Projects';
COMMENT ON COLUMN progress_by_sector.total_investment IS '总投资（元） / Total investment, in currency units';
COMMENT ON COLUMN progress_by_sector.planned_investment IS '年度计划投资（元） / Planned investment of the year, in currency units';
COMMENT ON COLUMN progress_by_sector.completed IS '累计完成投资（元） / Investment completed, in currency units';
COMMENT ON COLUMN progress_by_sector.completion_ratio IS '年度投资完成率 / Completed over planned, from sums';
COMMENT ON COLUMN progress_by_sector.points_ahead IS '高于时序进度的百分点 / Percentage points ahead of the calendar';
COMMENT ON COLUMN progress_by_sector.reported_to IS '填报截至 / Reported to';
COMMENT ON VIEW progress_by_project_type IS '各项目类型年度投资完成情况 / Plan and fact of each project type';
COMMENT ON COLUMN progress_by_project_type.year IS '计划年度 / Plan year';
COMMENT ON COLUMN progress_by_project_type.project_type IS '项目类型 / Project type';
COMMENT ON COLUMN progress_by_project_type.projects IS '项目数 / Projects';
COMMENT ON COLUMN progress_by_project_type.total_investment IS '总投资（元） / Total investment, in currency units';
COMMENT ON COLUMN progress_by_project_type.planned_investment IS '年度计划投资（元） / Planned investment of the year, in currency units';
COMMENT ON COLUMN progress_by_project_type.completed IS '累计完成投资（元） / Investment completed, in currency units';
COMMENT ON COLUMN progress_by_project_type.completion_ratio IS '年度投资完成率 / Completed over planned, from sums';
COMMENT ON COLUMN progress_by_project_type.points_ahead IS '高于时序进度的百分点 / Percentage points ahead of the calendar';
COMMENT ON COLUMN progress_by_project_type.reported_to IS '填报截至 / Reported to';
COMMENT ON VIEW progress_by_level IS '各级别（级别取最高，合计不重复）年度投资完成情况 / Plan and fact of each level (a project counts at its highest only)';
COMMENT ON COLUMN progress_by_level.year IS '计划年度 / Plan year';
COMMENT ON COLUMN progress_by_level.level IS '项目级别 / Level';
COMMENT ON COLUMN progress_by_level.projects IS '项目数 / Projects';
COMMENT ON COLUMN progress_by_level.total_investment IS '总投资（元） / Total investment, in currency units';
COMMENT ON COLUMN progress_by_level.planned_investment IS '年度计划投资（元） / Planned investment of the year, in currency units';
COMMENT ON COLUMN progress_by_level.completed IS '累计完成投资（元） / Investment completed, in currency units';
COMMENT ON COLUMN progress_by_level.completion_ratio IS '年度投资完成率 / Completed over planned, from sums';
COMMENT ON COLUMN progress_by_level.points_ahead IS '高于时序进度的百分点 / Percentage points ahead of the calendar';
COMMENT ON COLUMN progress_by_level.reported_to IS '填报截至 / Reported to';
COMMENT ON VIEW progress_by_owner IS '各业主单位年度投资完成情况 / Plan and fact of each owner';
COMMENT ON COLUMN progress_by_owner.year IS '计划年度 / Plan year';
COMMENT ON COLUMN progress_by_owner.owner IS '业主单位 / Owner';
COMMENT ON COLUMN progress_by_owner.owner_kind IS '业主性质 / Kind of owner';
COMMENT ON COLUMN progress_by_owner.projects IS '项目数 / Projects';
COMMENT ON COLUMN progress_by_owner.total_investment IS '总投资（元） / Total investment, in currency units';
COMMENT ON COLUMN progress_by_owner.planned_investment IS '年度计划投资（元） / Planned investment of the year, in currency units';
COMMENT ON COLUMN progress_by_owner.completed IS '累计完成投资（元） / Investment completed, in currency units';
COMMENT ON COLUMN progress_by_owner.completion_ratio IS '年度投资完成率 / Completed over planned, from sums';
COMMENT ON COLUMN progress_by_owner.points_ahead IS '高于时序进度的百分点 / Percentage points ahead of the calendar';
COMMENT ON COLUMN progress_by_owner.reported_to IS '填报截至 / Reported to';
