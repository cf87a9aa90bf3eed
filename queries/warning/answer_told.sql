-- Which row of which report asked for a step, and what became of it.
INSERT INTO store.warning_answer_step
    (load_id, sheet, row_number, named_id, project_key, rule, subject, action, asked_on, assignee, until, note, warning_id, seq, outcome, reason_zh, reason_en, written_at)
SELECT load_id, sheet, row_number, named_id, project_key, named_rule, subject, action, asked_on, who, to_day, note, warning_id,
       CASE WHEN outcome = 'taken' THEN seq + 1 END, outcome, flaw.zh, flaw.en, CAST($written_at AS TIMESTAMP)
FROM warning_round
ORDER BY day, load_id, row_number, part
