-- The audit trail of a warning after a step; of all warnings where $id is 0, or of
-- one project's where $project is not NULL.
-- Steps come in the order they were taken.
SELECT warning_id, seq, on_day, written_at, actor, action, from_state, to_state, severity, coalesce(why_zh, '') AS why_zh, coalesce(why_en, '') AS why_en,
       deadline, coalesce(assignee, '') AS assignee, until, coalesce(note, '') AS note
FROM warning_event
WHERE CAST($id AS BIGINT) IN (0, warning_id) AND seq > CAST($after AS INTEGER)
  AND (CAST($project AS VARCHAR) IS NULL OR project_id = $project)
ORDER BY on_day, written_at, warning_id, seq
