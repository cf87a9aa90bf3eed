-- The years that can be tested: over, and reported to their end; of themselves
-- those before the year of the day the backtest is run for, of which the session
-- speaks.
SELECT year FROM store.forecast_year
WHERE year BETWEEN coalesce(CAST($from_year AS INTEGER), 0) AND coalesce(CAST($to_year AS INTEGER), year(as_of()) - 1)
ORDER BY year
