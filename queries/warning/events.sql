-- The audit trail of a warning, from a step on.
SELECT warning_id, seq, on_day, written_at, actor, action, from_state, to_state, severity, coalesce(why_zh, '') AS why_zh, coalesce(why_en, '') AS why_en,
       deadline, coalesce(assignee, '') AS assignee, until, coalesce(note, '') AS note
FROM warning_event
WHERE warning_id = CAST($id AS BIGINT) AND seq > CAST($after AS INTEGER)
ORDER BY seq
