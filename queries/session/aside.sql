-- Puts the measures away while the views speak of other dates.
DROP VIEW IF EXISTS temp.key_project;
DROP VIEW IF EXISTS temp.investment_before_year;
DROP VIEW IF EXISTS temp.forecast_class;
ALTER TABLE IF EXISTS temp.project_measure RENAME TO project_measure_aside;
ALTER TABLE IF EXISTS temp.investment_in_year RENAME TO investment_in_year_aside;
