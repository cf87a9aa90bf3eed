-- Takes a rule's rows over. $severity, where set, goes before what the rule
-- gives. A row without severity warns of nothing.
INSERT INTO warning_found
SELECT CAST($rule AS VARCHAR), k.project_key, coalesce(w.subject, ''), coalesce(CAST($severity AS VARCHAR), w.severity), w.responsible,
       w.why_zh, w.why_en, w.due_on, w.suggestion_zh, w.suggestion_en, w.value
FROM warning_row AS w
JOIN store.project_key AS k ON k.project_id = w.project_id
WHERE w.severity IS NOT NULL
