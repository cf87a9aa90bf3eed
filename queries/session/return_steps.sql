ALTER TABLE temp.kept_project_step RENAME TO project_step;
