-- Of the projects that were touched, those whose steps may be others: the project or
-- its plan changed, or when it first did something. Figures corrected later do not.
CREATE OR REPLACE TEMP TABLE touched_project AS
SELECT t.project_key
FROM touched_project AS t
LEFT JOIN kept_project_step AS s ON s.project_key = t.project_key
LEFT JOIN investment_before_year AS b ON b.project_key = t.project_key
LEFT JOIN investment_in_year AS y ON y.project_key = t.project_key
WHERE coalesce(b.first_progress_month, y.first_progress_month) IS DISTINCT FROM s.first_progress_month
   OR t.project_key IN (
    SELECT project_key FROM store.project WHERE load_id > since_load()
    UNION ALL SELECT project_key FROM store.project WHERE replaced_by > since_load()
    UNION ALL SELECT project_key FROM store.annual_plan WHERE load_id > since_load()
    UNION ALL SELECT project_key FROM store.annual_plan WHERE replaced_by > since_load()
);
