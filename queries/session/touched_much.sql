-- How many projects were touched, and whether it is better to measure all anew: a
-- quarter of them is touched, or the names that all of them show, or a level is new
-- (share.sql), or what earlier refreshes replaced takes up as much room as what stands.
SELECT (SELECT count(*) FROM touched_project) AS touched,
       (SELECT count(*) FROM touched_project) > (SELECT count(*) FROM project_measure) / 4
       OR (SELECT max(estimated_size) FROM duckdb_tables() WHERE database_name = 'temp' AND table_name = 'project_measure') > 2 * (SELECT count(*) FROM project_measure)
       OR EXISTS (FROM store.district WHERE load_id > since_load() OR replaced_by > since_load())
       OR EXISTS (FROM store.sector WHERE load_id > since_load() OR replaced_by > since_load())
       OR EXISTS (FROM store.project_type WHERE load_id > since_load() OR replaced_by > since_load())
       OR EXISTS (FROM store.project WHERE load_id > since_load() AND level IS NOT NULL AND TRY_CAST(level AS shared_level) IS NULL) AS much,
       (SELECT coalesce(max(project_key), 0) FROM store.project_key) AS last_key
