-- What came of the trials. Errors are taken against what the year became;
-- ranges against the plan, as the views apply them. A year's coverage is that
-- of the range made from the other years: its own errors never help it. A year
-- tells nothing of its own: shares and classes come from the years before it.
WITH trial AS (
    SELECT t.kind, t.name, t.year, t.month, t.method, t.forecast, x.actual,
           CASE WHEN x.actual > 0 THEN abs(t.forecast - x.actual) / x.actual END AS error,
           (x.actual - t.forecast) / nullif(CASE WHEN x.planned > 0 THEN x.planned ELSE t.forecast END, 0) AS missed,
           -- Methods are compared where all of them said something.
           count(*) OVER (PARTITION BY t.kind, t.name, t.year, t.month) = (SELECT count(DISTINCT method) FROM backtest_trial WHERE month > 0) AS compared
    FROM backtest_trial AS t
    JOIN backtest_truth AS x ON x.year = t.year AND x.kind = t.kind AND x.name = t.name
),
others AS (
    SELECT t.kind, t.method, t.month, y.year, quantile_cont(t.missed, 0.1) AS low, quantile_cont(t.missed, 0.9) AS high
    FROM trial AS t
    JOIN (SELECT DISTINCT year FROM trial) AS y ON y.year <> t.year
    GROUP BY t.kind, t.method, t.month, y.year
),
found AS (
    SELECT t.kind, t.method, t.month, count(*) AS forecasts, count(DISTINCT t.year) AS years,
           median(t.error) AS median_error, avg(t.error) AS mean_error,
           (sum(t.forecast) - sum(t.actual)) / nullif(sum(t.actual), 0) AS bias,
           median(t.error) FILTER (t.compared) AS compared_error,
           quantile_cont(t.missed, 0.1) AS error_low, quantile_cont(t.missed, 0.9) AS error_high,
           avg(CASE WHEN t.missed BETWEEN least(o.low, 0) AND greatest(o.high, 0) THEN 1.0 ELSE 0.0 END) FILTER (o.low IS NOT NULL AND t.missed IS NOT NULL) AS coverage
    FROM trial AS t
    LEFT JOIN others AS o ON o.kind = t.kind AND o.method = t.method AND o.month = t.month AND o.year = t.year
    GROUP BY t.kind, t.method, t.month
)
SELECT kind, method, month, forecasts, years, median_error, mean_error, bias, compared_error, error_low, error_high, coverage,
       kind = $by AND row_number() OVER (PARTITION BY kind, month ORDER BY compared_error NULLS LAST, median_error NULLS LAST, method) = 1 AS is_default
FROM found
