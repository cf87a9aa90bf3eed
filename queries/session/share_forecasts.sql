-- What forecasts are made from, for all metrics of them; the measures are shared
-- already.
CREATE TEMP TABLE forecast_input AS FROM main.forecast_input;
