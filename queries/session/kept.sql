-- Of what the history should be that this connection keeps from refresh to refresh,
-- and of what that is which it does keep: the comment on its table, which ends with
-- the number of the load that it was last found to hold for.
SELECT k.name, concat_ws('; ', k.of_what, 'known loads', coalesce(CAST(known_loads() AS VARCHAR), '-')) AS want,
       coalesce(regexp_replace(t.comment, '; load \d+$', ''), '') AS have,
       coalesce(CAST(nullif(regexp_extract(t.comment, '\d+$'), '') AS INTEGER), 0) AS have_load,
       (SELECT coalesce(max(load_id), 0) FROM store.load) AS last_load
FROM (VALUES
    ('investment_before_year', concat_ws(' ', 'before', coalesce(CAST(year_start(reported_to()) AS VARCHAR), '-'))),
    ('forecast_class', concat_ws(' ', 'in', year(as_of()), 'reported to', coalesce(CAST(reported_to() AS VARCHAR), '-')))
) AS k(name, of_what)
LEFT JOIN duckdb_tables() AS t ON t.database_name = 'temp' AND t.table_name = 'kept_' || k.name
ORDER BY k.name
