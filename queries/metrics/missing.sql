/*
metrics:
  shixu_missing_baseline_projects:
    help: Key projects that cannot be compared, by what is missing. They are never counted as on time.
    zh: 无从比较的重点项目数，按所缺的内容；从不计为按期
    value: missing
    labels: [year, district, kind]
  shixu_projects_without_report:
    help: Key projects in preparation or under construction without a report for the month reported to.
    zh: 未填报截至月月报的前期与在建重点项目数
    value: without_report
    labels: [year, district]
max_series: 5000
*/
WITH counts AS (
    SELECT year, district,
           coalesce(sum(projects) FILTER (missing_plan), 0) AS plan, coalesce(sum(projects) FILTER (missing_start_baseline), 0) AS start,
           coalesce(sum(projects) FILTER (missing_completion_baseline), 0) AS completion,
           coalesce(sum(projects) FILTER (missing_report), 0) AS report
    FROM measure_cell GROUP BY year, district
)
SELECT year, district, k.kind,
       CASE k.kind WHEN 'plan' THEN plan WHEN 'start' THEN start WHEN 'completion' THEN completion END AS missing,
       NULL AS without_report
FROM counts CROSS JOIN (SELECT unnest(['plan', 'start', 'completion']) AS kind) AS k
UNION ALL
SELECT year, district, NULL, NULL, CASE WHEN year = date_part('year', $reported_to) THEN report END
FROM counts
