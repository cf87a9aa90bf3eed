-- A step that a person takes. What the engine found stays; who handles it, by
-- when and why are the person's. $deadline 'until': what was promised is due
-- then; 'respond': there is new time to respond; else nothing is due.
INSERT INTO store.warning_event
    (warning_id, seq, on_day, written_at, actor, action, from_state, to_state, severity, found_severity, escalated_to, holds, held_since,
     responsible, why_zh, why_en, suggestion_zh, suggestion_en, value, due_on, deadline, assignee, until, note, reported_to, data_version)
SELECT e.warning_id, e.seq + 1, CAST($day AS DATE), CAST($written_at AS TIMESTAMP), CAST($actor AS VARCHAR), CAST($action AS VARCHAR), e.to_state, CAST($state AS VARCHAR),
       e.severity, e.found_severity, e.escalated_to, e.holds, e.held_since,
       e.responsible, e.why_zh, e.why_en, e.suggestion_zh, e.suggestion_en, e.value, e.due_on,
       CASE CAST($deadline AS VARCHAR) WHEN 'until' THEN CAST($until AS DATE)
                                       WHEN 'respond' THEN CAST($day AS DATE) + d.respond_within END,
       coalesce(CAST($assignee AS VARCHAR), e.assignee), CAST($until AS DATE), CAST($note AS VARCHAR), e.reported_to,
       (SELECT coalesce(max(load_id), 0) FROM store.load)
FROM store.warning_event AS e
JOIN store.warning AS w ON w.warning_id = e.warning_id
LEFT JOIN store.warning_deadline AS d ON d.rule = w.rule AND d.severity = e.severity
WHERE e.warning_id = CAST($id AS BIGINT)
ORDER BY e.seq DESC LIMIT 1
