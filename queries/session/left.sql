-- The statements that drop what was left on this connection, but what is kept.
SELECT string_agg(drop, '; ')
FROM (
    SELECT format('DROP VIEW temp."{}"', view_name) AS drop FROM duckdb_views() WHERE database_name = 'temp' AND NOT internal
    UNION ALL
    SELECT format('DROP TABLE temp."{}"', table_name) FROM duckdb_tables() WHERE database_name = 'temp' AND NOT internal AND table_name NOT LIKE 'kept\_%' ESCAPE '\'
)
