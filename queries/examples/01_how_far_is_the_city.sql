-- 全市完成率与时序进度相比如何？
-- How far is the city, compared with the calendar?
SELECT year, projects, planned_investment / 1e8 AS planned_100m, completed / 1e8 AS completed_100m,
       round(100 * completion_ratio, 1) AS completion_percent, round(points_ahead, 1) AS points_ahead, reported_to
FROM progress_by_city
