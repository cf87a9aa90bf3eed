-- What forecasts are made from, for who asks every method (shixu forecast and its
-- backtest); the measures are shared already.
CREATE TEMP TABLE forecast_input AS FROM main.forecast_input;
