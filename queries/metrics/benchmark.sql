/*
metrics:
  shixu_benchmark_completion_ratio:
    help: Completion ratio of others to compare with, the latest one known for the month reported to or before.
    zh: 用于比较的外部完成率：填报截至月或之前最近的一个
    value: completion_ratio
labels: [year, scope, level]
max_series: 100
*/
SELECT year(month) AS year, scope, level, arg_max(completion_ratio, month) AS completion_ratio
FROM benchmark
WHERE month BETWEEN year_start($reported_to) AND $reported_to
GROUP BY year(month), scope, level
