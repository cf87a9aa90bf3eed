-- 各区市县储备项目与转化率
-- The reserve of each district, and how much of it was converted
SELECT district, projects, round(total_investment / 1e8, 1) AS total_100m, converted_projects,
       round(converted_investment / 1e8, 1) AS converted_100m, round(100 * conversion_ratio, 1) AS conversion_percent
FROM reserve_by_district
ORDER BY projects DESC, district
