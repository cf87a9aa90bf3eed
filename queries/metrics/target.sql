/*
metrics:
  shixu_target:
    help: Targets of the plan year. Investment is in currency units; no quarter means the year, no district the city.
    zh: 计划年度的目标；投资以元计；无季度为全年，无区市县为全市
    value: value
labels: [year, quarter, district, measure]
max_series: 2000
*/
-- A district whose name was not known yet goes by its code: it is not the city.
SELECT year, coalesce(CAST(quarter AS VARCHAR), '') AS quarter, coalesce(district, district_code, '') AS district, measure, value
FROM target
WHERE year BETWEEN date_part('year', coalesce($reported_to, $as_of)) AND date_part('year', $as_of)
