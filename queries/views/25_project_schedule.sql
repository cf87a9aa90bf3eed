-- The dates of every project of the register, with a plan for the year or
-- without: what was approved first and last, what is expected, and how far the
-- two are apart, as of a day. What came after the day is not seen.

-- The stage on a day follows from the dates; where there are none, from what
-- the register says.
CREATE OR REPLACE MACRO stage_on(as_of, stage, started, started_precision, completed, completed_precision, in_service, in_service_precision) AS
    CASE WHEN stage IN ('suspended', 'cancelled') THEN stage
         WHEN happened(in_service, in_service_precision, as_of) THEN 'in_service'
         WHEN happened(completed, completed_precision, as_of) THEN 'completed'
         WHEN happened(started, started_precision, as_of) THEN 'in_construction'
         WHEN started IS NULL AND stage IN ('in_construction', 'completed', 'in_service') THEN stage
         WHEN stage = 'reserve' THEN 'reserve'
         ELSE 'preparation' END;

-- Baselines and forecasts are those of the day; the register's dates stand in
-- where there are none. The first baseline is the original one (glossary 3.2:
-- keep two slips, against the original and against the latest approved, and the
-- change since the last report). A report without a forecast is passed over.
CREATE OR REPLACE MACRO project_schedule_on(day) AS TABLE
WITH approved AS (
    SELECT project_key,
           arg_min(planned_start, approved_on) FILTER (planned_start IS NOT NULL) AS original_start,
           arg_max(planned_start, approved_on) FILTER (planned_start IS NOT NULL) AS planned_start,
           arg_max(planned_start_precision, approved_on) FILTER (planned_start IS NOT NULL) AS planned_start_precision,
           arg_min(planned_completion, approved_on) FILTER (planned_completion IS NOT NULL) AS original_completion,
           arg_max(planned_completion, approved_on) FILTER (planned_completion IS NOT NULL) AS planned_completion,
           arg_max(planned_completion_precision, approved_on) FILTER (planned_completion IS NOT NULL) AS planned_completion_precision
    FROM store.baseline
    WHERE is_known(load_id, replaced_by) AND in_question(project_key) AND happened(approved_on, approved_on_precision, day)
    GROUP BY project_key
),
said AS (
    SELECT project_key, max(reported_on) AS reported_on,
           arg_max(forecast_completion, reported_on, 2) FILTER (forecast_completion IS NOT NULL) AS forecasts,
           arg_min(forecast_completion, reported_on) FILTER (forecast_completion IS NOT NULL) AS first_forecast,
           arg_max(progress_ratio, reported_on) FILTER (progress_ratio IS NOT NULL) AS progress_ratio
    FROM store.schedule_report
    WHERE is_known(load_id, replaced_by) AND in_question(project_key) AND happened(reported_on, reported_on_precision, day)
    GROUP BY project_key
),
project AS (
    SELECT p.project_key, p.name, p.level, p.district_code, p.sector_code, p.project_type_code, p.owner, p.owner_kind, p.total_investment,
           stage_on(day, p.stage, p.actual_start, p.actual_start_precision, p.actual_completion, p.actual_completion_precision,
                    p.actual_in_service, p.actual_in_service_precision) AS project_stage,
           coalesce(a.original_start, p.planned_start) AS original_start,
           coalesce(p.planned_start, a.planned_start) AS planned_start,
           CASE WHEN p.planned_start IS NULL THEN a.planned_start_precision ELSE p.planned_start_precision END AS planned_start_precision,
           CASE WHEN happened(p.actual_start, p.actual_start_precision, day) THEN p.actual_start END AS actual_start, p.actual_start_precision,
           coalesce(a.original_completion, p.planned_completion) AS original_completion,
           coalesce(a.planned_completion, p.planned_completion) AS planned_completion,
           CASE WHEN a.planned_completion IS NULL THEN p.planned_completion_precision ELSE a.planned_completion_precision END AS planned_completion_precision,
           CASE WHEN happened(p.actual_completion, p.actual_completion_precision, day) THEN p.actual_completion END AS actual_completion, p.actual_completion_precision,
           coalesce(s.forecasts[1], p.forecast_completion) AS reported_completion,
           date_diff('day', s.forecasts[2], s.forecasts[1]) AS completion_slip_change_days, s.first_forecast,
           p.planned_in_service, p.planned_in_service_precision,
           CASE WHEN happened(p.actual_in_service, p.actual_in_service_precision, day) THEN p.actual_in_service END AS actual_in_service, p.actual_in_service_precision,
           s.progress_ratio, s.reported_on AS schedule_reported_on
    FROM store.project AS p
    LEFT JOIN approved AS a ON a.project_key = p.project_key
    LEFT JOIN said AS s ON s.project_key = p.project_key
    WHERE is_known(p.load_id, p.replaced_by) AND in_question(p.project_key)
)
SELECT project_key, name, level, district_code, sector_code, project_type_code, owner, owner_kind, total_investment, project_stage,
       original_start, planned_start, planned_start_precision,
       actual_start, CASE WHEN actual_start IS NOT NULL THEN actual_start_precision END AS actual_start_precision,
       original_completion, planned_completion, planned_completion_precision,
       actual_completion, CASE WHEN actual_completion IS NOT NULL THEN actual_completion_precision END AS actual_completion_precision,
       coalesce(actual_completion, reported_completion) AS forecast_completion,
       CASE WHEN actual_completion IS NOT NULL THEN 'actual' WHEN reported_completion IS NOT NULL THEN 'reported' END AS forecast_source,
       completion_slip_change_days, first_forecast, planned_in_service, planned_in_service_precision,
       actual_in_service, CASE WHEN actual_in_service IS NOT NULL THEN actual_in_service_precision END AS actual_in_service_precision,
       progress_ratio, schedule_reported_on
FROM project;

-- MoSPI's buckets of time overrun, in calendar months between (its flash
-- reports give dates as MM/YYYY): 1-12, 13-24, 25-60, 61 and more (glossary 3).
-- Without a baseline or a forecast there is no telling, and it is said which:
-- such a project is never on time.
CREATE OR REPLACE MACRO slip_bucket(planned, forecast) AS
    CASE WHEN planned IS NULL THEN 'no_baseline'
         WHEN forecast IS NULL THEN 'no_forecast'
         WHEN date_diff('month', planned, forecast) < 0 THEN 'ahead'
         WHEN date_diff('month', planned, forecast) = 0 THEN 'on_schedule'
         WHEN date_diff('month', planned, forecast) <= 12 THEN '1-12'
         WHEN date_diff('month', planned, forecast) <= 24 THEN '13-24'
         WHEN date_diff('month', planned, forecast) <= 60 THEN '25-60'
         ELSE '61+' END;

-- The New York State Comptroller's measure: delayed is three months or more
-- past the planned completion, excessive three years (glossary 3).
CREATE OR REPLACE MACRO delayed(planned, forecast) AS forecast >= planned + INTERVAL 3 MONTH;
CREATE OR REPLACE MACRO excessively_delayed(planned, forecast) AS forecast >= planned + INTERVAL 3 YEAR;

CREATE OR REPLACE VIEW project_schedule AS
SELECT i.project_id, s.name, coalesce(s.level, 'unknown') AS level, coalesce(d.name_zh, 'unknown') AS district, coalesce(t.name_zh, 'unknown') AS sector,
       coalesce(pt.name_zh, 'unknown') AS project_type, s.owner, s.owner_kind, s.project_stage,
       s.original_start, s.planned_start, s.planned_start_precision,
       s.original_completion, s.planned_completion, s.planned_completion_precision,
       s.actual_completion, s.forecast_completion, s.forecast_source,
       date_diff('day', s.planned_completion, s.forecast_completion) AS completion_slip_days,
       date_diff('day', s.original_completion, s.forecast_completion) AS completion_slip_original_days,
       s.completion_slip_change_days, s.first_forecast,
       date_diff('day', s.first_forecast, s.forecast_completion) AS forecast_slip_days,
       slip_bucket(s.planned_completion, s.forecast_completion) AS slip_bucket,
       slip_bucket(s.original_completion, s.forecast_completion) AS slip_original_bucket,
       delayed(s.original_completion, s.forecast_completion) AS delayed,
       excessively_delayed(s.original_completion, s.forecast_completion) AS excessively_delayed,
       s.progress_ratio, s.schedule_reported_on, s.project_key
FROM project_schedule_on(as_of()) AS s
JOIN store.project_key AS i ON i.project_key = s.project_key
LEFT JOIN store.district AS d ON d.code = s.district_code AND is_known(d.load_id, d.replaced_by)
LEFT JOIN store.sector AS t ON t.code = s.sector_code AND is_known(t.load_id, t.replaced_by)
LEFT JOIN store.project_type AS pt ON pt.code = s.project_type_code AND is_known(pt.load_id, pt.replaced_by);

COMMENT ON VIEW project_schedule IS '全部项目的工期：批复、预计与偏差（截至会话日期），无年度计划的项目也在内 / The dates of every project, with a plan for the year or without: approved, expected, and the slip between, as of the session''s date';
COMMENT ON COLUMN project_schedule.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN project_schedule.name IS '项目名称 / Name';
COMMENT ON COLUMN project_schedule.level IS '项目级别（最高级） / Level, the highest';
COMMENT ON COLUMN project_schedule.district IS '区市县 / District';
COMMENT ON COLUMN project_schedule.sector IS '行业领域 / Sector';
COMMENT ON COLUMN project_schedule.project_type IS '项目类型 / Project type';
COMMENT ON COLUMN project_schedule.owner IS '业主单位 / Owner';
COMMENT ON COLUMN project_schedule.owner_kind IS '业主性质 / Kind of owner';
COMMENT ON COLUMN project_schedule.project_stage IS '项目阶段（截至会话日期） / Stage on the as-of date';
COMMENT ON COLUMN project_schedule.original_start IS '首次批复的开工时间；无批复的为登记的计划 / Start as first approved, else as registered';
COMMENT ON COLUMN project_schedule.planned_start IS '计划开工时间；登记没有的取最近批复 / Planned start as registered, else as last approved';
COMMENT ON COLUMN project_schedule.planned_start_precision IS '计划开工时间的精度 / Precision of planned_start';
COMMENT ON COLUMN project_schedule.original_completion IS '首次批复的竣工时间；无批复的为登记的计划 / Completion as first approved, else as registered';
COMMENT ON COLUMN project_schedule.planned_completion IS '最近批复的竣工时间；无批复的为登记的计划 / Completion as last approved, else as registered';
COMMENT ON COLUMN project_schedule.planned_completion_precision IS '计划竣工时间的精度 / Precision of planned_completion';
COMMENT ON COLUMN project_schedule.actual_completion IS '实际竣工时间 / Actual completion';
COMMENT ON COLUMN project_schedule.forecast_completion IS '预计竣工时间，已竣工的为实际时间 / Forecast completion; the actual one once it is completed';
COMMENT ON COLUMN project_schedule.forecast_source IS '预计竣工时间的来源：actual 实际，reported 填报 / Where it comes from: actual, reported';
COMMENT ON COLUMN project_schedule.completion_slip_days IS '竣工较最近批复推迟天数（负为提前） / Days later than last approved; negative: earlier';
COMMENT ON COLUMN project_schedule.completion_slip_original_days IS '竣工较首次批复推迟天数（负为提前） / Days later than first approved; negative: earlier';
COMMENT ON COLUMN project_schedule.completion_slip_change_days IS '最近一次预计较上一次推迟天数 / Days by which the last forecast is later than the one before';
COMMENT ON COLUMN project_schedule.first_forecast IS '首次填报的预计竣工时间 / The first forecast of completion that was reported';
COMMENT ON COLUMN project_schedule.forecast_slip_days IS '竣工较首次预计推迟天数（负为提前）；首次预计不是批复的基线 / Days later than first forecast; negative: earlier. A first forecast is no approved baseline';
COMMENT ON COLUMN project_schedule.slip_bucket IS '较最近批复推迟的档次；缺基线、缺预计的单列 / Bucket of the slip against the last approved; no_baseline and no_forecast apart';
COMMENT ON COLUMN project_schedule.slip_original_bucket IS '较首次批复推迟的档次 / Bucket of the slip against the first approved';
COMMENT ON COLUMN project_schedule.delayed IS '较首次批复推迟三个月以上（含） / Three months or more after the first approved';
COMMENT ON COLUMN project_schedule.excessively_delayed IS '较首次批复推迟三年以上（含） / Three years or more after the first approved';
COMMENT ON COLUMN project_schedule.progress_ratio IS '最近填报的形象进度 / Physical progress last reported';
COMMENT ON COLUMN project_schedule.schedule_reported_on IS '最近一次工期报告日期 / Date of the last report of schedule';
COMMENT ON COLUMN project_schedule.project_key IS '项目内部序号 / Number of the project in this warehouse';
