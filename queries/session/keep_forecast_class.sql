-- What past years say of projects that stood where these do.
CREATE OR REPLACE TEMP TABLE kept_forecast_class AS FROM main.forecast_class;
