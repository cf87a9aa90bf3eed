-- When what is pending will start and be completed. The reference class is
-- every project of the register with a planned date: how long before or after
-- the end of its planned period it happened, and that of others it has not yet.
-- From this follows, month by month, what share is still pending (a life table:
-- who has not started leaves the count on the day spoken of, neither early nor
-- late); of those pending today, which share will be tomorrow.

CREATE OR REPLACE VIEW store.date_event AS
SELECT 'start' AS kind, project_type_code,
       date_diff('day', planned_start, CASE WHEN happened(actual_start, actual_start_precision, as_of())
                                            THEN period_start(actual_start, actual_start_precision) ELSE as_of() END) / 30.4375 AS months,
       happened(actual_start, actual_start_precision, as_of()) AS occurred
FROM store.project
WHERE is_known(load_id, replaced_by) AND planned_start IS NOT NULL AND coalesce(stage, '') NOT IN ('reserve', 'suspended', 'cancelled')
UNION ALL
SELECT 'completion', project_type_code,
       date_diff('day', planned_completion, CASE WHEN happened(actual_completion, actual_completion_precision, as_of())
                                                 THEN period_start(actual_completion, actual_completion_precision) ELSE as_of() END) / 30.4375,
       happened(actual_completion, actual_completion_precision, as_of())
FROM store.project
WHERE is_known(load_id, replaced_by) AND planned_completion IS NOT NULL AND coalesce(stage, '') NOT IN ('reserve', 'suspended', 'cancelled');
COMMENT ON VIEW store.date_event IS '开工与竣工较计划早晚，或至今未发生 / How starts and completions came against their plans, or that they have not';
COMMENT ON COLUMN store.date_event.kind IS '事件：start 开工，completion 竣工 / Event: start, completion';
COMMENT ON COLUMN store.date_event.project_type_code IS '项目类型代码 / Project type, code';
COMMENT ON COLUMN store.date_event.months IS '距计划期末月数，负为之前 / Months after the end of the planned period; negative: before';
COMMENT ON COLUMN store.date_event.occurred IS '已发生；否则截至会话日期仍未 / Whether it happened; else it had not by the as-of date';

-- The share still pending so many months after the planned period: of each type
-- while 30 of it are at risk, else of all types, else the prior's rate.
CREATE OR REPLACE VIEW date_curve AS
WITH bin AS (
    SELECT kind, project_type_code, least(greatest(CAST(floor(months) AS INTEGER), -60), 119) AS month,
           count(*) FILTER (occurred) AS events, count(*) FILTER (NOT occurred) AS leaving
    FROM store.date_event
    GROUP BY ALL
),
class AS (
    SELECT kind, project_type_code, month, events, leaving FROM bin WHERE project_type_code IS NOT NULL
    UNION ALL
    SELECT kind, NULL, month, sum(events), sum(leaving) FROM bin GROUP BY kind, month
),
grid AS (
    SELECT k.kind, k.project_type_code, CAST(m AS INTEGER) AS month
    FROM (SELECT DISTINCT kind, project_type_code FROM class
          UNION SELECT kind, NULL FROM (VALUES ('start'), ('completion')) AS t(kind)) AS k, range(-60, 120) AS t(m)
),
risk AS (
    SELECT g.kind, g.project_type_code, g.month, coalesce(c.events, 0) AS events,
           sum(coalesce(c.events, 0) + coalesce(c.leaving, 0)) OVER (PARTITION BY g.kind, g.project_type_code ORDER BY g.month DESC)
           - coalesce(c.leaving, 0) / 2 AS at_risk
    FROM grid AS g
    LEFT JOIN class AS c ON c.kind = g.kind AND c.month = g.month AND c.project_type_code IS NOT DISTINCT FROM g.project_type_code
),
rate AS (
    SELECT r.kind, r.project_type_code, r.month, r.at_risk,
           CASE WHEN r.at_risk >= 30 THEN r.events / r.at_risk
                WHEN a.at_risk >= 30 THEN a.events / a.at_risk
                ELSE 1 - n.pending / p.pending END AS rate,
           CASE WHEN r.at_risk >= 30 OR a.at_risk >= 30 THEN 'history' ELSE 'prior' END AS rate_from
    FROM risk AS r
    JOIN risk AS a ON a.kind = r.kind AND a.month = r.month AND a.project_type_code IS NULL
    JOIN date_prior AS p ON p.months = r.month
    JOIN date_prior AS n ON n.months = r.month + 1
)
SELECT kind, project_type_code, CAST(month + 1 AS SMALLINT) AS months,
       product(1 - rate) OVER (PARTITION BY kind, project_type_code ORDER BY month) AS pending,
       CAST(at_risk AS DOUBLE) AS at_risk, CAST(rate AS DOUBLE) AS rate, rate_from
FROM rate;
COMMENT ON VIEW date_curve IS '至计划期末后若干月仍未开工（竣工）的比例 / Share that has not started (or been completed) so many months after the planned period';
COMMENT ON COLUMN date_curve.kind IS '事件：start 开工，completion 竣工 / Event: start, completion';
COMMENT ON COLUMN date_curve.project_type_code IS '项目类型代码；全部类型为空 / Project type, code; NULL: all types';
COMMENT ON COLUMN date_curve.months IS '距计划期末月数，负为之前 / Months after the end of the planned period; negative: before';
COMMENT ON COLUMN date_curve.pending IS '仍未发生的比例 / Share still pending';
COMMENT ON COLUMN date_curve.at_risk IS '当月月初尚未发生的项目数（当月退出者计半） / Projects still pending as the month began; those leaving in it count half';
COMMENT ON COLUMN date_curve.rate IS '当月发生的比例 / Share of them for which it happened in the month';
COMMENT ON COLUMN date_curve.rate_from IS '比例来源：history 历史，prior 先验 / Where the rate is from: history, prior';

-- A curve as a list: element 1 stands 60 months before the planned period's
-- end, where everything is pending, element 61 at it; straight between months.
CREATE OR REPLACE MACRO month_on_curve(planned, day) AS least(greatest(date_diff('day', planned, day) / 30.4375, -60), 119.9);
CREATE OR REPLACE MACRO pending_at(curve, months) AS
    curve[CAST(floor(months) AS INTEGER) + 61]
    + (months - floor(months)) * (curve[CAST(floor(months) AS INTEGER) + 62] - curve[CAST(floor(months) AS INTEGER) + 61]);

-- What waits for an event, and where its type's curve has it: today, and at
-- the year's end.
CREATE OR REPLACE MACRO date_outlook(event) AS TABLE
WITH curve AS (
    SELECT project_type_code, [1.0::DOUBLE] || list(pending ORDER BY months) AS pending, ['history'] || list(rate_from ORDER BY months) AS rate_from
    FROM date_curve WHERE kind = event GROUP BY project_type_code
),
waiting AS (
    SELECT project_key, year, district, CASE WHEN event = 'start' THEN planned_start ELSE planned_completion END AS planned_on
    FROM project_measure
    WHERE CASE WHEN event = 'start' THEN actual_start IS NULL AND planned_start IS NOT NULL AND project_stage = 'preparation'
               ELSE actual_completion IS NULL AND planned_completion IS NOT NULL AND project_stage IN ('preparation', 'in_construction') END
),
-- Macros are planned as text: what they read several times is a column first.
timed AS (
    SELECT w.project_key, w.year, w.district, w.planned_on, coalesce(c.pending, e.pending) AS curve, coalesce(c.rate_from, e.rate_from) AS rates_from,
           month_on_curve(w.planned_on, as_of()) AS now,
           month_on_curve(w.planned_on, greatest(as_of(), make_date(w.year, 12, 31))) AS year_end
    FROM waiting AS w
    JOIN store.project AS p ON p.project_key = w.project_key AND is_known(p.load_id, p.replaced_by)
    LEFT JOIN curve AS c ON c.project_type_code = p.project_type_code
    JOIN curve AS e ON e.project_type_code IS NULL
),
placed AS (
    SELECT project_key, year, district, planned_on, curve, rates_from[CAST(floor(now) AS INTEGER) + 62] AS rate_from,
           pending_at(curve, now) AS pending_now, pending_at(curve, year_end) AS pending_year_end
    FROM timed
)
SELECT project_key, year, district, planned_on,
       CASE WHEN planned_on < as_of() THEN 1.0 ELSE least(1, curve[61] / nullif(pending_now, 0)) END AS slip_probability,
       1 - least(1, pending_year_end / nullif(pending_now, 0)) AS year_end_probability,
       CASE WHEN pending_now > 0
            THEN planned_on + CAST(ceil((list_min(list_filter(range(1, 182), lambda i: curve[i] <= 0.5 * pending_now)) - 61) * 30.4375) AS INTEGER) END AS expected_on,
       CASE WHEN planned_on < as_of() THEN 'overdue' ELSE rate_from END AS basis
FROM placed;

CREATE OR REPLACE VIEW start_forecast AS
SELECT m.year, m.project_id, m.name, m.level, m.district, m.sector, m.project_type, m.owner, m.planned_start, m.planned_start_precision,
       o.slip_probability, o.year_end_probability AS start_by_year_end_probability, o.expected_on AS expected_start, o.basis, m.project_key
FROM date_outlook('start') AS o
JOIN project_measure AS m ON m.project_key = o.project_key AND m.year = o.year;
COMMENT ON VIEW start_forecast IS '待开工项目：逾期概率与预计开工 / Projects yet to start: probability of slipping, and when they will';
COMMENT ON COLUMN start_forecast.year IS '计划年度 / Plan year';
COMMENT ON COLUMN start_forecast.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN start_forecast.name IS '项目名称 / Name';
COMMENT ON COLUMN start_forecast.level IS '项目级别（最高级） / Level, the highest';
COMMENT ON COLUMN start_forecast.district IS '区市县 / District';
COMMENT ON COLUMN start_forecast.sector IS '行业领域 / Sector';
COMMENT ON COLUMN start_forecast.project_type IS '项目类型 / Project type';
COMMENT ON COLUMN start_forecast.owner IS '业主单位 / Owner';
COMMENT ON COLUMN start_forecast.planned_start IS '计划开工时间 / Planned start';
COMMENT ON COLUMN start_forecast.planned_start_precision IS '计划开工时间的精度 / Precision of planned_start';
COMMENT ON COLUMN start_forecast.slip_probability IS '开工逾期的概率；已逾期为 1 / Probability that it will not have started by the end of its planned period; 1 where that is past';
COMMENT ON COLUMN start_forecast.start_by_year_end_probability IS '年内开工的概率 / Probability that it starts within the plan year';
COMMENT ON COLUMN start_forecast.expected_start IS '预计开工（半数同类项目届时已开工）；无从推算为空 / Expected start: by then half of those like it have started; NULL where that cannot be told';
COMMENT ON COLUMN start_forecast.basis IS '依据：history 往期项目，prior 先验，overdue 已逾期，announced 已报推迟 / Where it is from: history, prior, overdue (it has slipped), announced (a later date is reported)';
COMMENT ON COLUMN start_forecast.project_key IS '项目内部序号 / Number of the project in this warehouse';

-- Who says that it will be later than planned will be; and not before that.
CREATE OR REPLACE VIEW completion_forecast AS
SELECT m.year, m.project_id, m.name, m.level, m.district, m.sector, m.project_type, m.owner, m.planned_completion, m.planned_completion_precision,
       m.forecast_completion AS reported_completion, m.forecast_source,
       CASE WHEN m.forecast_source = 'reported' AND m.forecast_completion > m.planned_completion THEN 1.0 ELSE o.slip_probability END AS slip_probability,
       o.year_end_probability AS completion_by_year_end_probability,
       CASE WHEN m.forecast_source = 'reported' AND m.forecast_completion >= as_of() THEN m.forecast_completion ELSE o.expected_on END AS expected_completion,
       CASE WHEN o.basis <> 'overdue' AND m.forecast_source = 'reported' AND m.forecast_completion > m.planned_completion THEN 'announced' ELSE o.basis END AS basis,
       m.project_key
FROM date_outlook('completion') AS o
JOIN project_measure AS m ON m.project_key = o.project_key AND m.year = o.year;
COMMENT ON VIEW completion_forecast IS '未竣工项目：逾期概率与预计竣工 / Projects yet to be completed: probability of slipping, and when they will be';
COMMENT ON COLUMN completion_forecast.year IS '计划年度 / Plan year';
COMMENT ON COLUMN completion_forecast.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN completion_forecast.name IS '项目名称 / Name';
COMMENT ON COLUMN completion_forecast.level IS '项目级别（最高级） / Level, the highest';
COMMENT ON COLUMN completion_forecast.district IS '区市县 / District';
COMMENT ON COLUMN completion_forecast.sector IS '行业领域 / Sector';
COMMENT ON COLUMN completion_forecast.project_type IS '项目类型 / Project type';
COMMENT ON COLUMN completion_forecast.owner IS '业主单位 / Owner';
COMMENT ON COLUMN completion_forecast.planned_completion IS '计划竣工时间 / Planned completion';
COMMENT ON COLUMN completion_forecast.planned_completion_precision IS '计划竣工时间的精度 / Precision of planned_completion';
COMMENT ON COLUMN completion_forecast.reported_completion IS '填报或推算的预计竣工时间 / Completion as reported, or estimated from the pace';
COMMENT ON COLUMN completion_forecast.forecast_source IS '该时间的来源 / Where that date is from: actual, reported, estimated';
COMMENT ON COLUMN completion_forecast.slip_probability IS '竣工逾期的概率；已逾期或已报推迟为 1 / Probability that it will not be completed by the end of its planned period; 1 where that is past or a later date is reported';
COMMENT ON COLUMN completion_forecast.completion_by_year_end_probability IS '年内竣工的概率 / Probability that it is completed within the plan year';
COMMENT ON COLUMN completion_forecast.expected_completion IS '预计竣工：已报的时间，否则半数同类项目届时已竣工 / Expected completion: as reported, else by then half of those like it are';
COMMENT ON COLUMN completion_forecast.basis IS '依据：history 往期项目，prior 先验，overdue 已逾期，announced 已报推迟 / Where it is from: history, prior, overdue (it has slipped), announced (a later date is reported)';
COMMENT ON COLUMN completion_forecast.project_key IS '项目内部序号 / Number of the project in this warehouse';
