-- 全市逐月计划与完成曲线
-- The city's plan and fact by month
SELECT month, sum(planned_ytd) / 1e8 AS planned_100m, sum(completed_ytd) / 1e8 AS completed_100m,
       count(*) FILTER (reported) AS projects_reported
FROM project_month
GROUP BY month
ORDER BY month
