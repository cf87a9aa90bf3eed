-- Two columns of one name, and one that needs escaping.
SELECT 1 AS a, 2 AS a, true AS "b""c", NULL AS nothing
