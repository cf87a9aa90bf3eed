DROP TABLE IF EXISTS temp.project_step;
DROP TABLE IF EXISTS temp.kept_project_step;
