ALTER TABLE temp.project_step RENAME TO kept_project_step;
