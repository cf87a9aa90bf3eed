/*
metrics:
  shixu_schedule_elapsed_ratio:
    help: Schedule elapsed, the share of the plan year that is over at the end of the month reported to.
    value: elapsed
labels: [year]
max_series: 10
*/
-- 时序进度. With calendar: curve it is the share of the year's plan that the
-- monthly plans put before the month's end (glossary 1.3).
SELECT year(day) AS year,
       CASE WHEN $calendar = 'curve' AND (SELECT count(*) FROM monthly_plan WHERE month = date_trunc('month', day)) > 0
            THEN (SELECT sum(m.planned_ytd) / sum(a.planned_investment)
                  FROM monthly_plan AS m
                  JOIN annual_plan AS a ON a.project_id = m.project_id AND a.year = year(m.month)
                  WHERE m.month = date_trunc('month', day))
            ELSE schedule_elapsed(day) END AS elapsed
FROM (SELECT coalesce($reported_to, $as_of) AS day)
