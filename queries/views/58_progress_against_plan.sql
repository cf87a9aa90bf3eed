-- Physical progress as observed against the plan, over a project's whole life:
-- earned schedule by dates instead of months (Lipke; glossary 3.5). The plan
-- begins with nothing at the planned start and is straight between its points.

CREATE OR REPLACE VIEW progress_against_plan AS
WITH point AS (
    SELECT project_key, planned_on, CAST(progress_ratio AS DOUBLE) AS ratio
    FROM store.progress_plan WHERE is_known(load_id, replaced_by)
    UNION ALL
    SELECT project_key, original_start, 0 FROM project_schedule_on(as_of()) WHERE original_start IS NOT NULL
),
stretch AS (
    SELECT project_key, planned_on AS since, ratio AS at_since,
           lead(planned_on) OVER w AS until, lead(ratio) OVER w AS at_until,
           min(planned_on) OVER (PARTITION BY project_key) AS plan_begins,
           max(ratio) OVER (PARTITION BY project_key) AS planned_in_all
    FROM point
    WINDOW w AS (PARTITION BY project_key ORDER BY planned_on, ratio)
),
observed AS (
    SELECT project_key, reported_on, CAST(progress_ratio AS DOUBLE) AS ratio
    FROM store.schedule_report
    WHERE is_known(load_id, replaced_by) AND progress_ratio IS NOT NULL AND happened(reported_on, reported_on_precision, as_of())
),
-- Where on the plan the day of the observation is.
due AS (
    SELECT o.project_key, o.reported_on,
           arg_max(CASE WHEN s.until IS NULL OR s.until = s.since THEN s.at_since
                        ELSE s.at_since + (s.at_until - s.at_since) * date_diff('day', s.since, o.reported_on) / date_diff('day', s.since, s.until) END, s.since) AS ratio
    FROM observed AS o
    JOIN stretch AS s ON s.project_key = o.project_key AND s.since <= o.reported_on
    WHERE s.planned_in_all > 0
    GROUP BY o.project_key, o.reported_on
),
-- Where on the plan the progress observed is: C, the last point it has reached,
-- and the part of the way to the next. Beyond all that is planned nothing is
-- earned in time.
earned AS (
    SELECT o.project_key, o.reported_on, any_value(s.plan_begins) AS plan_begins,
           arg_max(date_diff('day', s.plan_begins, s.since)
                   + CASE WHEN s.until IS NULL OR s.at_until <= s.at_since THEN 0
                          ELSE (o.ratio - s.at_since) / (s.at_until - s.at_since) * date_diff('day', s.since, s.until) END, s.since) AS days
    FROM observed AS o
    JOIN stretch AS s ON s.project_key = o.project_key AND s.at_since <= o.ratio
    WHERE s.planned_in_all > 0
    GROUP BY o.project_key, o.reported_on
)
SELECT i.project_id, p.name, coalesce(d.name_zh, 'unknown') AS district, coalesce(t.name_zh, 'unknown') AS sector,
       o.reported_on, o.ratio AS progress_ratio, u.ratio AS planned_ratio,
       o.ratio / nullif(u.ratio, 0) AS spi,
       e.days AS earned_days,
       CASE WHEN e.days IS NOT NULL THEN date_diff('day', e.plan_begins, o.reported_on) END AS actual_days,
       e.days / nullif(CAST(date_diff('day', e.plan_begins, o.reported_on) AS DOUBLE), 0) AS spi_t,
       o.project_key
FROM observed AS o
JOIN store.project_key AS i ON i.project_key = o.project_key
LEFT JOIN due AS u ON u.project_key = o.project_key AND u.reported_on = o.reported_on
LEFT JOIN earned AS e ON e.project_key = o.project_key AND e.reported_on = o.reported_on
LEFT JOIN store.project AS p ON p.project_key = o.project_key AND is_known(p.load_id, p.replaced_by)
LEFT JOIN store.district AS d ON d.code = p.district_code AND is_known(d.load_id, d.replaced_by)
LEFT JOIN store.sector AS t ON t.code = p.sector_code AND is_known(t.load_id, t.replaced_by);

COMMENT ON VIEW progress_against_plan IS '形象进度：观测与计划对照，每行一次观测（截至会话日期） / Physical progress as observed against the plan, one row an observation up to the as-of date';
COMMENT ON COLUMN progress_against_plan.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN progress_against_plan.name IS '项目名称 / Name';
COMMENT ON COLUMN progress_against_plan.district IS '区市县 / District';
COMMENT ON COLUMN progress_against_plan.sector IS '行业领域 / Sector';
COMMENT ON COLUMN progress_against_plan.reported_on IS '观测日期 / Observed on';
COMMENT ON COLUMN progress_against_plan.progress_ratio IS '实际形象进度 / Progress observed';
COMMENT ON COLUMN progress_against_plan.planned_ratio IS '当日计划形象进度；无计划的为空 / Progress planned by that day; NULL where there is no plan';
COMMENT ON COLUMN progress_against_plan.spi IS '进度绩效指数 SPI = 实际 ÷ 计划 / SPI, observed over planned';
COMMENT ON COLUMN progress_against_plan.earned_days IS '挣得进度 ES（天）：计划达到该进度的日期距计划开始 / Earned schedule ES: days from the plan''s begin to when it has that progress';
COMMENT ON COLUMN progress_against_plan.actual_days IS '实际用时 AT（天） / Actual time AT: days from the plan''s begin to the observation';
COMMENT ON COLUMN progress_against_plan.spi_t IS '时间进度绩效指数 SPI(t) = ES ÷ AT / SPI(t), earned schedule over actual time';
COMMENT ON COLUMN progress_against_plan.project_key IS '项目内部序号 / Number of the project in this warehouse';
