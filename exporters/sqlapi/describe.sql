-- The columns of a table or view, named with or without its schema.
SELECT column_name AS name, data_type AS type,
       CASE WHEN $chinese THEN split_part(comment, ' / ', 1) ELSE regexp_replace(comment, '^.*? / ', '') END AS comment
FROM duckdb_columns()
WHERE NOT internal AND database_name = current_database()
  AND lower($name) IN (lower(schema_name || '.' || table_name), CASE WHEN schema_name = 'main' THEN lower(table_name) END)
ORDER BY column_index
