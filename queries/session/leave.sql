-- Puts the measures where nothing finds them by their views' names, for the refresh
-- after this one.
DROP VIEW IF EXISTS temp.key_project;
DROP VIEW IF EXISTS temp.investment_before_year;
DROP VIEW IF EXISTS temp.forecast_class;
DROP TABLE IF EXISTS temp.kept_project_measure;
DROP TABLE IF EXISTS temp.kept_investment_in_year;
DROP TABLE IF EXISTS temp.kept_project_step;
ALTER TABLE IF EXISTS temp.project_measure RENAME TO kept_project_measure;
ALTER TABLE IF EXISTS temp.investment_in_year RENAME TO kept_investment_in_year;
ALTER TABLE IF EXISTS temp.project_step RENAME TO kept_project_step;
