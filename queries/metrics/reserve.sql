/*
metrics:
  shixu_reserve_projects:
    help: Projects that stood in the reserve at any time of the year, converted ones included.
    zh: 当年在库储备项目数，含已转化
    value: projects
  shixu_reserve_investment_$currency:
    help: Total investment of the projects that stood in the reserve.
    zh: 当年在库储备项目总投资
    value: total_investment
  shixu_reserve_converted_projects:
    help: Reserve projects converted (landed) in the year.
    zh: 当年转化（落地）的储备项目数
    value: converted_projects
  shixu_reserve_converted_investment_$currency:
    help: Total investment of the reserve projects converted in the year.
    zh: 当年转化的储备项目总投资
    value: converted_investment
labels: [year, district]
max_series: 500
*/
-- Every district shows, with 0 where its reserve is empty.
SELECT d.year, d.district, count(r.project_key) AS projects, coalesce(sum(r.total_investment), 0) AS total_investment,
       count(r.project_key) FILTER (r.converted) AS converted_projects,
       coalesce(sum(r.total_investment) FILTER (r.converted), 0) AS converted_investment
FROM (SELECT CAST(date_part('year', $as_of) AS SMALLINT) AS year, name_zh AS district FROM district
      UNION SELECT year, district FROM reserve_in_year($as_of)) AS d
LEFT JOIN reserve_in_year($as_of) AS r ON r.district = d.district
GROUP BY d.year, d.district
