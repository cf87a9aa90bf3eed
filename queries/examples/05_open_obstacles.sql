-- 尚未解决的协调事项：按要素与责任单位
-- Coordination items still open, by element and who is responsible
SELECT element, responsible, count(*) AS open_items, count(*) FILTER (overdue) AS overdue_items, max(age_days) AS oldest_days
FROM coordination
WHERE state = 'open'
GROUP BY element, responsible
ORDER BY overdue_items DESC, open_items DESC, element, responsible
