/*
metrics:
  shixu_schedule_elapsed_ratio:
    help: Schedule elapsed, the share of the plan year that is over at the end of the month reported to.
    zh: 时序进度：填报截至月末计划年度已过去的比例
    value: elapsed
labels: [year]
max_series: 10
*/
-- 时序进度, by months, by days or along a curve, as the city has set its calendar.
SELECT date_part('year', day) AS year, schedule_elapsed(day) AS elapsed
FROM (SELECT coalesce($reported_to, $as_of) AS day)
