-- What to read of the result in another type: Arrow has none for these, and
-- DuckDB would hand out something else.
SELECT coalesce('REPLACE (' || string_agg('CAST(' || name || ' AS VARCHAR) AS ' || name, ', ') || ')', '')
FROM (
    SELECT '"' || replace(column_name, '"', '""') || '"' AS name FROM duckdb_columns()
    WHERE database_name = 'temp' AND table_name = 'shixu_result'
      AND data_type IN ('UHUGEINT', 'BIGNUM', 'BIT', 'TIME WITH TIME ZONE')
)
