-- Of what the tables should be that a connection holds from refresh to refresh, and of
-- what those are that it does hold: the comment on each, which ends with the number of
-- the load that it was last found to hold for. held_in is its name: with kept_ before
-- it where it is not shared now (leave.sql).
WITH dates AS (
    SELECT concat_ws('; ', 'as of', as_of(), 'reported to', coalesce(CAST(reported_to() AS VARCHAR), '-'), 'calendar', calendar(), CAST(plan_curve() AS VARCHAR)) AS all_of_them
)
SELECT h.name, concat_ws('; ', h.of_what, 'known loads', coalesce(CAST(known_loads() AS VARCHAR), '-')) AS want,
       coalesce(regexp_replace(t.comment, '; load \d+$', ''), '') AS have,
       coalesce(CAST(nullif(regexp_extract(t.comment, '\d+$'), '') AS INTEGER), 0) AS have_load,
       (SELECT coalesce(max(load_id), 0) FROM store.load) AS last_load,
       coalesce(t.table_name, '') AS held_in
FROM (VALUES
    ('investment_before_year', concat_ws(' ', 'before', coalesce(CAST(year_start(reported_to()) AS VARCHAR), '-'))),
    ('forecast_class', concat_ws(' ', 'in', date_part('year', as_of()), 'reported to', coalesce(CAST(reported_to() AS VARCHAR), '-'))),
    ('project_measure', (SELECT all_of_them FROM dates)),
    ('project_step', (SELECT all_of_them FROM dates))
) AS h(name, of_what)
LEFT JOIN duckdb_tables() AS t ON t.database_name = 'temp' AND t.table_name IN (h.name, 'kept_' || h.name)
QUALIFY row_number() OVER (PARTITION BY h.name ORDER BY t.table_name DESC) = 1
