-- Where the plan itself moved: dates or cost approved anew (every baseline but the
-- first), and figures of an annual plan that a later file changed, as cities do in
-- the middle of a year (年中调整). Loads whose day is after the session's are not seen.
CREATE OR REPLACE VIEW plan_adjustment AS
WITH approved AS (
    SELECT project_key, approved_on, planned_completion, total_investment, load_id,
           row_number() OVER w AS nth,
           lag(planned_completion) OVER w AS completion_before, lag(total_investment) OVER w AS investment_before
    FROM store.baseline
    WHERE is_known(load_id, replaced_by) AND happened(approved_on, approved_on_precision, as_of())
      -- Most projects were approved once, and need no looking at.
      AND project_key IN (SELECT project_key FROM store.baseline WHERE is_known(load_id, replaced_by) GROUP BY project_key HAVING count(*) > 1)
    WINDOW w AS (PARTITION BY project_key ORDER BY approved_on)
),
adjustment AS (
    SELECT project_key, 'baseline' AS kind, approved_on AS adjusted_on, NULL AS year,
           completion_before, planned_completion AS completion_after,
           investment_before, total_investment AS investment_after, load_id
    FROM approved
    WHERE nth > 1
    UNION ALL
    SELECT o.project_key, 'annual_plan', l.known_on, o.year, NULL, NULL, o.planned_investment, n.planned_investment, n.load_id
    FROM store.annual_plan AS o
    JOIN store.annual_plan AS n ON n.load_id = o.replaced_by AND n.project_key = o.project_key AND n.year = o.year
    JOIN store.load AS l ON l.load_id = n.load_id
    WHERE o.replaced_by IS NOT NULL AND n.planned_investment IS DISTINCT FROM o.planned_investment
      AND is_known(n.load_id, NULL) AND l.known_on <= as_of()
)
SELECT i.project_id, p.name, coalesce(d.name_zh, 'unknown') AS district, a.kind, a.adjusted_on, a.year,
       a.completion_before, a.completion_after, a.investment_before, a.investment_after, a.load_id, a.project_key
FROM adjustment AS a
JOIN store.project_key AS i ON i.project_key = a.project_key
LEFT JOIN store.project AS p ON p.project_key = a.project_key AND is_known(p.load_id, p.replaced_by)
LEFT JOIN store.district AS d ON d.code = p.district_code AND is_known(d.load_id, d.replaced_by);

COMMENT ON VIEW plan_adjustment IS '计划的调整：重新批复的工期与投资，以及年度计划的调整（截至会话日期） / Adjustments of plans: dates and cost approved anew, and changed annual plans, as of the session''s date';
COMMENT ON COLUMN plan_adjustment.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN plan_adjustment.name IS '项目名称 / Name';
COMMENT ON COLUMN plan_adjustment.district IS '区市县 / District';
COMMENT ON COLUMN plan_adjustment.kind IS '类别：baseline 批复的工期与投资，annual_plan 年度计划 / What was adjusted: baseline (approved dates and cost) or annual_plan';
COMMENT ON COLUMN plan_adjustment.adjusted_on IS '调整日期：批复之日；年度计划为收到调整文件之日 / When: the day of approval; for an annual plan the day its file came';
COMMENT ON COLUMN plan_adjustment.year IS '年度计划的年度 / The year of an annual plan';
COMMENT ON COLUMN plan_adjustment.completion_before IS '调整前的计划竣工时间 / Planned completion before';
COMMENT ON COLUMN plan_adjustment.completion_after IS '调整后的计划竣工时间 / Planned completion after';
COMMENT ON COLUMN plan_adjustment.investment_before IS '调整前的总投资或年度计划投资（元） / Total or planned investment before, in currency units';
COMMENT ON COLUMN plan_adjustment.investment_after IS '调整后的总投资或年度计划投资（元） / Total or planned investment after, in currency units';
COMMENT ON COLUMN plan_adjustment.load_id IS '带来调整的装载批次 / The load that brought it';
COMMENT ON COLUMN plan_adjustment.project_key IS '项目内部序号 / Number of the project in this warehouse';
