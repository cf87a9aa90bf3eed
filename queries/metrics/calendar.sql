/*
metrics:
  shixu_schedule_elapsed_ratio:
    help: Schedule elapsed, the share of the plan year that is over at the end of the month reported to.
    value: elapsed
labels: [year]
max_series: 10
*/
-- 时序进度. With calendar: curve it is the share of the year's plan that the
-- monthly plans put before the month's end (glossary 1.3), over the projects
-- that have one; by months where none has.
SELECT year(day) AS year,
       coalesce(CASE WHEN $calendar = 'curve'
                     THEN (SELECT sum(m.planned_ytd) / nullif(sum(a.planned_investment), 0)
                           FROM monthly_plan AS m
                           JOIN annual_plan AS a ON a.project_id = m.project_id AND a.year = year(m.month)
                           WHERE m.month = date_trunc('month', day)) END,
                schedule_elapsed(day)) AS elapsed
FROM (SELECT coalesce($reported_to, $as_of) AS day)
