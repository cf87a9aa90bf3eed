-- Of what the measures should be that this connection shares, and of what those are
-- that it does share: the comment on their table.
SELECT concat_ws('; ', 'as of', as_of(), 'reported to', coalesce(CAST(reported_to() AS VARCHAR), '-'), 'calendar', calendar(), CAST(plan_curve() AS VARCHAR),
                 'known loads', coalesce(CAST(known_loads() AS VARCHAR), '-'), 'load', (SELECT coalesce(max(load_id), 0) FROM store.load)) AS want,
       coalesce((SELECT comment FROM duckdb_tables() WHERE database_name = 'temp' AND table_name = 'project_measure'), '') AS have
