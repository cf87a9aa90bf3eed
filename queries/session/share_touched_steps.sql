-- The same of the projects in question, in place of what there is of them.
DELETE FROM temp.kept_project_step WHERE in_question(project_key);
INSERT INTO temp.kept_project_step FROM main.project_step WHERE in_question(project_key);
