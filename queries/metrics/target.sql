/*
metrics:
  shixu_target:
    help: Targets of the plan year. Investment is in currency units; no quarter means the year, no district the city.
    value: value
labels: [year, quarter, district, measure]
max_series: 2000
*/
SELECT year, coalesce(CAST(quarter AS VARCHAR), '') AS quarter, coalesce(district, '') AS district, measure, value
FROM target
WHERE year BETWEEN year(coalesce($reported_to, $as_of)) AND year($as_of)
