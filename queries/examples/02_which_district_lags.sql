-- 哪些区市县落后于时序进度，落后多少？
-- Which districts lag behind the calendar, and by how much?
SELECT district, projects, round(100 * completion_ratio, 1) AS completion_percent, round(points_ahead, 1) AS points_ahead
FROM progress_by_district
ORDER BY points_ahead
