-- What is kept of years that are over.
DROP TABLE IF EXISTS temp.kept_investment_before_year;
DROP TABLE IF EXISTS temp.kept_forecast_class;
