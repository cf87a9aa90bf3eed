-- Takes them back.
ALTER TABLE temp.kept_project_measure RENAME TO project_measure;
ALTER TABLE temp.kept_investment_in_year RENAME TO investment_in_year;
