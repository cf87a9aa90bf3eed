-- Warnings for people to work through: those that ask for somebody first, then
-- by severity and age. A parameter that is NULL does not filter; states and
-- severities are lists. $open: only those that are not closed.
SELECT warning_id, seq, rule, title_zh, title_en, coalesce(kind, '') AS kind, severity, severity_zh, severity_en, severity_rank, state, project_id, coalesce(name, '') AS name, district,
       subject, coalesce(responsible, '') AS responsible, opened_on, due_on, days_late, deadline, overdue, coalesce(assignee, '') AS assignee, until,
       coalesce(detail, '') AS why_zh, coalesce(detail_en, '') AS why_en, coalesce(suggestion_zh, '') AS suggestion_zh,
       coalesce(suggestion_en, '') AS suggestion_en, value, holds, coalesce(note, '') AS note, escalations, reopenings, changed_on, actor,
       count(*) OVER () AS total
FROM warning
WHERE (CAST($id AS BIGINT) IS NULL OR warning_id = $id)
  AND (CAST($district AS VARCHAR) IS NULL OR district = $district)
  AND (CAST($rule AS VARCHAR) IS NULL OR rule = $rule)
  AND (CAST($project AS VARCHAR) IS NULL OR project_id = $project OR name = $project)
  AND (CAST($severities AS VARCHAR[]) IS NULL OR list_contains($severities, severity))
  AND (CAST($states AS VARCHAR[]) IS NULL OR list_contains($states, state))
  AND (NOT CAST($open AS BOOLEAN) OR state <> 'closed')
  AND (NOT CAST($overdue AS BOOLEAN) OR overdue)
  AND (CAST($since AS DATE) IS NULL OR opened_on >= $since)
ORDER BY overdue DESC, severity_rank DESC, opened_on, warning_id
LIMIT CAST($limit AS BIGINT)
