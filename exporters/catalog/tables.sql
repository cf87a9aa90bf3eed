-- What people ask: every table and view of the schema main, and each column,
-- with comments split into Chinese and English.
SELECT t.name, t.kind,
       coalesce(split_part(t.comment, ' / ', 1), '') AS zh, coalesce(regexp_replace(t.comment, '^.*? / ', ''), '') AS en,
       c.column_name, c.data_type,
       coalesce(split_part(c.comment, ' / ', 1), '') AS column_zh, coalesce(regexp_replace(c.comment, '^.*? / ', ''), '') AS column_en
FROM (
    SELECT view_name AS name, 'view' AS kind, comment FROM duckdb_views() WHERE NOT internal AND schema_name = 'main'
    UNION ALL
    SELECT table_name, 'table', comment FROM duckdb_tables() WHERE NOT internal AND schema_name = 'main'
) AS t
JOIN duckdb_columns() AS c ON c.table_name = t.name AND c.schema_name = 'main' AND NOT c.internal
ORDER BY t.name, c.column_index
