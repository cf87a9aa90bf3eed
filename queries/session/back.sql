-- Takes the measures back.
ALTER TABLE IF EXISTS temp.project_measure_aside RENAME TO project_measure;
ALTER TABLE IF EXISTS temp.investment_in_year_aside RENAME TO investment_in_year;
