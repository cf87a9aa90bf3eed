-- What several metrics are sums of; the measures are shared already. Of the
-- methods of forecasting only the default ones are asked.
CREATE TEMP TABLE measure_cell AS FROM main.measure_cell;
SET VARIABLE forecast_methods = (SELECT list(DISTINCT method) FROM forecast_default);
CREATE TEMP TABLE forecast_cell AS FROM main.forecast_cell;
SET VARIABLE forecast_methods = NULL;
