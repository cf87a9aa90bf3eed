-- What every method would have said of a year at a month; the session speaks
-- as of its end, and of nothing later. Groups are added up as the views do.
INSERT INTO backtest_trial
WITH answer AS MATERIALIZED (
    SELECT * FROM forecast_answer WHERE year = $year AND middle IS NOT NULL
),
said AS (
    SELECT year, month, method,
           CASE GROUPING(level, district, sector, project_type, owner, project_key)
                WHEN 63 THEN 'city' WHEN 31 THEN 'level' WHEN 47 THEN 'district' WHEN 55 THEN 'sector' WHEN 59 THEN 'project_type' WHEN 61 THEN 'owner' ELSE 'project' END AS kind,
           CASE GROUPING(level, district, sector, project_type, owner, project_key)
                WHEN 63 THEN '' WHEN 31 THEN level WHEN 47 THEN district WHEN 55 THEN sector WHEN 59 THEN project_type WHEN 61 THEN coalesce(owner, 'unknown')
                ELSE CAST(project_key AS VARCHAR) END AS name,
           CAST(sum(middle) AS DOUBLE) AS forecast
    FROM answer
    GROUP BY GROUPING SETS ((year, month, method), (year, month, method, level), (year, month, method, district), (year, month, method, sector),
                            (year, month, method, project_type), (year, month, method, owner), (year, month, method, project_key))
)
SELECT s.year, s.month, s.kind, s.name, s.method, s.forecast
FROM said AS s
SEMI JOIN backtest_truth AS t ON t.year = s.year AND t.kind = s.kind AND t.name = s.name
