-- The key projects alone.
CREATE TEMP TABLE key_project_shared AS FROM main.key_project;
CREATE TEMP VIEW key_project AS FROM key_project_shared;
