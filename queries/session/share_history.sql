-- What years that are over say is kept from refresh to refresh, while nothing of it
-- changes (held.sql); it goes by its view's name only as long as measures are shared.
CREATE TEMP VIEW investment_before_year AS FROM kept_investment_before_year;
CREATE TEMP VIEW forecast_class AS FROM kept_forecast_class;
