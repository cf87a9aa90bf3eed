-- Of what the measures should be that this connection shares, and of what those are
-- that it does share, or did at the end of the refresh before (leave.sql): the comment
-- on their table, which ends with the number of the last load in them.
SELECT concat_ws('; ', 'as of', as_of(), 'reported to', coalesce(CAST(reported_to() AS VARCHAR), '-'), 'calendar', calendar(), CAST(plan_curve() AS VARCHAR),
                 'known loads', coalesce(CAST(known_loads() AS VARCHAR), '-')) AS want,
       coalesce(regexp_replace(t.comment, '; load \d+$', ''), '') AS have,
       coalesce(CAST(nullif(regexp_extract(t.comment, '\d+$'), '') AS INTEGER), 0) AS have_load,
       (SELECT coalesce(max(load_id), 0) FROM store.load) AS last_load,
       coalesce(t.table_name, '') AS have_in
FROM (SELECT 1) AS one
LEFT JOIN duckdb_tables() AS t ON t.database_name = 'temp' AND t.table_name IN ('project_measure', 'kept_project_measure')
ORDER BY t.table_name DESC
LIMIT 1
