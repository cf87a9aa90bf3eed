-- How forecasts of completion and cost moved from report to report.

-- A report that gives no forecast is passed over: the next one that does is
-- compared with the last one that did. The first forecast moved by nothing
-- since itself, and from nothing before.
CREATE OR REPLACE VIEW schedule_change AS
WITH report AS (
    SELECT project_key, reported_on, phase, forecast_completion, forecast_cost
    FROM store.schedule_report WHERE is_known(load_id, replaced_by)
),
completion AS (
    SELECT project_key, reported_on,
           lag(reported_on) OVER w AS since,
           date_diff('day', lag(forecast_completion) OVER w, forecast_completion) AS change,
           date_diff('day', first_value(forecast_completion) OVER w, forecast_completion) AS total
    FROM report WHERE forecast_completion IS NOT NULL
    WINDOW w AS (PARTITION BY project_key ORDER BY reported_on)
),
cost AS (
    SELECT project_key, reported_on,
           lag(reported_on) OVER w AS since,
           forecast_cost - lag(forecast_cost) OVER w AS change,
           forecast_cost - first_value(forecast_cost) OVER w AS total
    FROM report WHERE forecast_cost IS NOT NULL
    WINDOW w AS (PARTITION BY project_key ORDER BY reported_on)
)
SELECT i.project_id, p.name, d.name_zh AS district, s.name_zh AS sector, r.reported_on, r.phase,
       r.forecast_completion, c.since AS completion_since, c.change AS completion_change_days, c.total AS completion_change_total_days,
       r.forecast_cost, k.since AS cost_since, k.change AS cost_change, k.total AS cost_change_total
FROM report AS r
JOIN store.project_key AS i ON i.project_key = r.project_key
LEFT JOIN completion AS c ON c.project_key = r.project_key AND c.reported_on = r.reported_on
LEFT JOIN cost AS k ON k.project_key = r.project_key AND k.reported_on = r.reported_on
LEFT JOIN store.project AS p ON p.project_key = r.project_key AND is_known(p.load_id, p.replaced_by)
LEFT JOIN store.district AS d ON d.code = p.district_code AND is_known(d.load_id, d.replaced_by)
LEFT JOIN store.sector AS s ON s.code = p.sector_code AND is_known(s.load_id, s.replaced_by);

COMMENT ON VIEW schedule_change IS '工期与投资预测的变化（逐次报告） / How forecasts of completion and cost moved, report by report';
COMMENT ON COLUMN schedule_change.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN schedule_change.name IS '项目名称 / Name';
COMMENT ON COLUMN schedule_change.district IS '区市县 / District';
COMMENT ON COLUMN schedule_change.sector IS '行业领域 / Sector';
COMMENT ON COLUMN schedule_change.reported_on IS '报告日期 / Reported on';
COMMENT ON COLUMN schedule_change.phase IS '当前阶段 / Phase';
COMMENT ON COLUMN schedule_change.forecast_completion IS '预计竣工时间 / Forecast completion';
COMMENT ON COLUMN schedule_change.completion_since IS '上次有预计竣工时间的报告日期 / The report before that gave a forecast completion';
COMMENT ON COLUMN schedule_change.completion_change_days IS '预计竣工较上次推迟天数（负为提前） / Days later than in that report; negative: earlier';
COMMENT ON COLUMN schedule_change.completion_change_total_days IS '预计竣工较首次推迟天数（负为提前） / Days later than in the first report that gave one';
COMMENT ON COLUMN schedule_change.forecast_cost IS '预计总投资（元） / Forecast cost, in currency units';
COMMENT ON COLUMN schedule_change.cost_since IS '上次有预计总投资的报告日期 / The report before that gave a forecast cost';
COMMENT ON COLUMN schedule_change.cost_change IS '预计总投资较上次增加（元；负为减少） / Cost added since that report, in currency units';
COMMENT ON COLUMN schedule_change.cost_change_total IS '预计总投资较首次增加（元；负为减少） / Cost added since the first report that gave one, in currency units';
