-- How far each project has come, for metrics.
CREATE TEMP TABLE project_step AS SELECT * REPLACE (CAST(district AS shared_district) AS district) FROM main.project_step;
