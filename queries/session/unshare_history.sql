DROP VIEW IF EXISTS temp.investment_before_year;
DROP VIEW IF EXISTS temp.forecast_class;
