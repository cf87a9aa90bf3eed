-- The steps that people take. What the engine found stays; who handles it, by
-- when and why are the person's.
INSERT INTO store.warning_event
    (warning_id, seq, on_day, written_at, actor, action, from_state, to_state, severity, found_severity, escalated_to, holds, held_since,
     responsible, why_zh, why_en, suggestion_zh, suggestion_en, value, due_on, deadline, assignee, until, note, reported_to, data_version)
SELECT e.warning_id, e.seq + 1, a.day, a.written_at, a.actor, a.action, e.to_state, a.state,
       e.severity, e.found_severity, e.escalated_to, e.holds, e.held_since,
       e.responsible, e.why_zh, e.why_en, e.suggestion_zh, e.suggestion_en, e.value, e.due_on,
       CASE a.deadline WHEN 'until' THEN a.until WHEN 'respond' THEN a.day + d.respond_within END,
       coalesce(a.assignee, e.assignee), a.until, a.note, e.reported_to,
       (SELECT coalesce(max(load_id), 0) FROM store.load)
FROM warning_act AS a
JOIN store.warning_event AS e ON e.warning_id = a.warning_id
JOIN store.warning AS w ON w.warning_id = e.warning_id
LEFT JOIN store.warning_deadline AS d ON d.rule = w.rule AND d.severity = e.severity
QUALIFY row_number() OVER (PARTITION BY e.warning_id ORDER BY e.seq DESC) = 1
ORDER BY e.warning_id
