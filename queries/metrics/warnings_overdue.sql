/*
metrics:
  shixu_warnings_overdue:
    help: Warnings whose deadline has passed without an answer, or without what was promised.
    zh: 已过期限未答复或未兑现的预警数
    value: overdue
labels: [rule, district]
max_series: 20000
*/
-- A real 0 for every rule that is on, in each district that has warnings of it.
SELECT w.rule, w.district, count(*) FILTER (w.overdue) AS overdue
FROM warning AS w
SEMI JOIN warning_rule AS r ON r.rule = w.rule
GROUP BY w.rule, w.district
