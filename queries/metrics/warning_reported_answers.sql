/*
metrics:
  shixu_warning_reported_answers:
    help: Answers to warnings that districts reported, by what became of them; those set aside have a reason in the view warning_answer.
    zh: 区县报来的预警答复数，按处理结果；搁置的原因见视图 warning_answer
    value: answers
labels: [outcome, district]
max_series: 2000
*/
-- Outcomes are taken, same (it stood so already), set_aside, waiting (for its day).
SELECT a.outcome, coalesce(p.district, 'unknown') AS district, count(*) AS answers
FROM warning_answer AS a
LEFT JOIN (SELECT warning_id, any_value(project_id) AS project_id FROM warning GROUP BY warning_id) AS w ON w.warning_id = a.warning_id
LEFT JOIN project AS p ON p.project_id = coalesce(a.project_id, w.project_id)
WHERE a.answered_on <= $as_of OR a.outcome <> 'waiting'
GROUP BY a.outcome, coalesce(p.district, 'unknown')
