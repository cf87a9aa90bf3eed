-- The projects of which loads after since_load() changed anything that
-- their measures are made from.
CREATE OR REPLACE TEMP TABLE touched_project AS
SELECT DISTINCT project_key FROM (
    SELECT project_key FROM store.investment_report WHERE load_id > since_load()
    UNION ALL SELECT project_key FROM store.investment_report WHERE replaced_by > since_load()
    UNION ALL SELECT project_key FROM store.project WHERE load_id > since_load()
    UNION ALL SELECT project_key FROM store.project WHERE replaced_by > since_load()
    UNION ALL SELECT project_key FROM store.annual_plan WHERE load_id > since_load()
    UNION ALL SELECT project_key FROM store.annual_plan WHERE replaced_by > since_load()
    UNION ALL SELECT project_key FROM store.monthly_plan WHERE load_id > since_load()
    UNION ALL SELECT project_key FROM store.monthly_plan WHERE replaced_by > since_load()
    UNION ALL SELECT project_key FROM store.baseline WHERE load_id > since_load()
    UNION ALL SELECT project_key FROM store.baseline WHERE replaced_by > since_load()
    UNION ALL SELECT project_key FROM store.schedule_report WHERE load_id > since_load()
    UNION ALL SELECT project_key FROM store.schedule_report WHERE replaced_by > since_load()
    UNION ALL SELECT project_key FROM store.project_recoded WHERE load_id > since_load()
);
