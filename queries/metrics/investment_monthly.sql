/*
metrics:
  shixu_investment_completed_monthly_$currency:
    help: Investment completed in each month of the plan year up to the month reported to.
    zh: 计划年度各月完成投资，至填报截至月
    value: completed
labels: [year, month, level, district, sector, project_type]
max_series: 100000
*/
-- The year's reports are many: each finds its combination by one number.
WITH cell AS MATERIALIZED (
    SELECT CAST(row_number() OVER () AS INTEGER) AS cell_id, year, level, district, sector, project_type
    FROM (SELECT DISTINCT year, level, district, sector, project_type FROM measure_cell WHERE year = date_part('year', $reported_to))
),
member AS (
    SELECT k.project_key, c.cell_id FROM key_project AS k
    JOIN cell AS c ON c.year = k.year AND c.level = k.level AND c.district = k.district AND c.sector = k.sector AND c.project_type = k.project_type
),
done AS MATERIALIZED (
    SELECT m.cell_id, r.month, sum(r.completed) AS completed
    FROM store.investment_since(year_start($reported_to)) AS r
    JOIN member AS m ON m.project_key = r.project_key
    WHERE r.month <= $reported_to
    GROUP BY m.cell_id, r.month
)
SELECT c.year, strftime(m.month, '%Y-%m') AS month, c.level, c.district, c.sector, c.project_type, coalesce(d.completed, 0) AS completed
FROM cell AS c
CROSS JOIN (SELECT DISTINCT month FROM done) AS m
LEFT JOIN done AS d ON d.cell_id = c.cell_id AND d.month = m.month
QUALIFY coalesce(d.completed, 0) <> 0 OR keeps_zeros(c.year, c.level, c.district, c.sector, c.project_type)
