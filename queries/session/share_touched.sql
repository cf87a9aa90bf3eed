-- Measures the projects in question anew, in place of what there is of them in the
-- tables that were put aside.
CREATE TEMP TABLE investment_in_year AS FROM main.investment_in_year WHERE in_question(project_key) ORDER BY project_key;
CREATE TEMP TABLE project_measure AS FROM main.project_measure WHERE in_question(project_key);
DELETE FROM temp.investment_in_year_aside WHERE in_question(project_key);
INSERT INTO temp.investment_in_year_aside FROM temp.investment_in_year;
DELETE FROM temp.project_measure_aside WHERE in_question(project_key);
INSERT INTO temp.project_measure_aside FROM temp.project_measure;
DROP TABLE temp.project_measure;
DROP TABLE temp.investment_in_year;
