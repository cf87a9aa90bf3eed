-- Measures the projects in question anew, in place of what there is of them in the
-- tables that were put aside.
CREATE TEMP TABLE investment_in_year AS FROM main.investment_in_year WHERE in_question(project_key) ORDER BY project_key;
DELETE FROM temp.project_measure_aside WHERE in_question(project_key);
INSERT INTO temp.project_measure_aside FROM main.project_measure WHERE in_question(project_key);
DELETE FROM temp.investment_in_year_aside WHERE in_question(project_key);
INSERT INTO temp.investment_in_year_aside FROM temp.investment_in_year;
DROP TABLE temp.investment_in_year;
