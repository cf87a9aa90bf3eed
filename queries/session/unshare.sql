-- DuckDB looks for main.NAME among temporary ones too: what an earlier call made
-- must be gone, or it would be copied.
SET VARIABLE projects_in_question = NULL;
DROP VIEW IF EXISTS temp.key_project;
DROP VIEW IF EXISTS temp.investment_before_year;
DROP VIEW IF EXISTS temp.forecast_class;
DROP TABLE IF EXISTS temp.key_project_shared;
DROP TABLE IF EXISTS temp.project_measure;
DROP TABLE IF EXISTS temp.investment_in_year;
DROP TABLE IF EXISTS temp.forecast_input;
DROP TABLE IF EXISTS temp.project_step;
DROP TABLE IF EXISTS temp.measure_cell;
DROP TABLE IF EXISTS temp.forecast_cell;
