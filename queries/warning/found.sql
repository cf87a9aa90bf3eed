-- What rules found, for who only looks.
SELECT k.project_id, f.subject, f.severity, coalesce(f.responsible, '') AS responsible, f.why_zh, f.why_en,
       coalesce(f.suggestion_zh, '') AS suggestion_zh, coalesce(f.suggestion_en, '') AS suggestion_en, f.due_on, f.value
FROM warning_found AS f
JOIN store.project_key AS k ON k.project_key = f.project_key
ORDER BY f.rule, k.project_id, f.subject
