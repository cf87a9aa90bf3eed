-- The months of a year as of which forecasts are tried: its beginning (0), and
-- every month that the city would have spoken of before December.
SELECT 0 AS month
UNION ALL
SELECT month(c.month) FROM reporting_coverage AS c
WHERE year(c.month) = $year AND month(c.month) < 12 AND (c.coverage >= $close_at_coverage OR $closing_day > 0)
ORDER BY 1
