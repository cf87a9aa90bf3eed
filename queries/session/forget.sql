-- Measures of other dates, or of which too much was touched.
DROP TABLE IF EXISTS temp.kept_project_measure;
DROP TABLE IF EXISTS temp.kept_investment_in_year;
DROP TABLE IF EXISTS temp.kept_project_step;
DROP TABLE IF EXISTS temp.touched_project;
