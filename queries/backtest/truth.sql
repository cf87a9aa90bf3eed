-- How a year ended, as is known now; the session speaks as of its last day. Of
-- single projects a sample of at most $sample is followed, chosen by number.
INSERT INTO backtest_truth
WITH ended AS (
    SELECT project_key, year, level, district, sector, project_type, owner, planned_investment, completed
    FROM key_project WHERE year = $year
)
SELECT year,
       CASE GROUPING(level, district, sector, project_type, owner, project_key)
            WHEN 63 THEN 'city' WHEN 31 THEN 'level' WHEN 47 THEN 'district' WHEN 55 THEN 'sector' WHEN 59 THEN 'project_type' WHEN 61 THEN 'owner' ELSE 'project' END,
       CASE GROUPING(level, district, sector, project_type, owner, project_key)
            WHEN 63 THEN '' WHEN 31 THEN level WHEN 47 THEN district WHEN 55 THEN sector WHEN 59 THEN project_type WHEN 61 THEN coalesce(owner, 'unknown')
            ELSE CAST(project_key AS VARCHAR) END,
       CAST(sum(planned_investment) AS DOUBLE), CAST(sum(completed) AS DOUBLE)
FROM ended
GROUP BY GROUPING SETS ((year), (year, level), (year, district), (year, sector), (year, project_type), (year, owner), (year, project_key))
HAVING GROUPING(project_key) = 1
    OR project_key % greatest(1, CAST(ceil((SELECT count(*) FROM ended) / CAST($sample AS DOUBLE)) AS INTEGER)) = 0
