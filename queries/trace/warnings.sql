/*
explains:
  shixu_warnings: warning
  shixu_warnings_overdue: late
*/
-- The warnings, as they stand; of those that are closed, the ones closed in the
-- year. What people answered comes with the row of the report that said it last.
WITH answer AS (
    SELECT warning_id, arg_max(load_id, seq) AS load_id, arg_max(sheet, seq) AS sheet, arg_max(row_number, seq) AS row_number
    FROM store.warning_answer_step WHERE outcome = 'taken' AND is_known(load_id, NULL) GROUP BY warning_id
)
SELECT w.rule, w.severity, w.state, w.district, w.warning_id, w.project_id, w.name, w.subject,
       CASE WHEN w.state <> 'closed' OR year(w.closed_on) = year(as_of()) THEN 1 END AS warning,
       CASE WHEN w.overdue AND r.rule IS NOT NULL THEN 1 END AS late,
       w.detail, w.detail_en, w.opened_on, w.answered_on, w.deadline, w.assignee, w.note, w.actor,
       l.path AS file, a.sheet, a.row_number, l.known_on
FROM warning AS w
LEFT JOIN (SELECT DISTINCT rule FROM warning_rule) AS r ON r.rule = w.rule
LEFT JOIN answer AS a ON a.warning_id = w.warning_id
LEFT JOIN store.load AS l ON l.load_id = a.load_id
ORDER BY w.opened_on, w.warning_id
