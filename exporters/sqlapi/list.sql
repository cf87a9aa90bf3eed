-- The tables and views people ask, with what they are.
SELECT name, kind,
       CASE WHEN $chinese THEN split_part(comment, ' / ', 1) ELSE regexp_replace(comment, '^.*? / ', '') END AS comment
FROM (
    SELECT view_name AS name, 'view' AS kind, comment FROM duckdb_views()
    WHERE NOT internal AND schema_name = 'main' AND database_name = current_database()
    UNION ALL
    SELECT table_name, 'table', comment FROM duckdb_tables()
    WHERE NOT internal AND schema_name = 'main' AND database_name = current_database()
)
ORDER BY name
