-- The warning that is open for the same thing as this one; none: no row.
SELECT max(o.warning_id)
FROM store.warning AS w
JOIN store.warning AS o ON o.rule = w.rule AND o.project_key = w.project_key AND o.subject = w.subject AND o.warning_id > w.warning_id
WHERE w.warning_id = CAST($id AS BIGINT)
HAVING count(*) > 0
