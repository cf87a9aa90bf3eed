-- 全生命周期漏斗：储备到投运，各步转化率与中位天数
-- The funnel from reserve to service: how many went on, and after how many days
SELECT step, projects, went_on, round(100 * conversion_ratio, 1) AS conversion_percent, median_days, dated
FROM funnel
WHERE district IS NULL
ORDER BY position
