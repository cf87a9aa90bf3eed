-- The warning that stands in the way of reopening this one: one raised for the
-- same since, or one of the rule that took over while what it warns of holds;
-- none: no row.
SELECT max(o.warning_id)
FROM store.warning AS w
LEFT JOIN store.warning_rule AS r ON r.rule = w.rule
JOIN store.warning AS o ON o.project_key = w.project_key AND o.subject = w.subject
WHERE w.warning_id = CAST($id AS BIGINT)
  AND (o.rule = w.rule AND o.warning_id > w.warning_id
       OR o.rule = r.becomes AND (SELECT arg_max(e.holds, e.seq) FROM store.warning_event AS e WHERE e.warning_id = o.warning_id))
HAVING count(*) > 0
