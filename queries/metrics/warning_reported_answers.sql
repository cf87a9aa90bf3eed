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
-- The district is the project's; where the answer names only its warning, that one's.
WITH answer AS (
    SELECT outcome, project_id, warning_id FROM warning_answer WHERE answered_on <= $as_of OR outcome <> 'waiting'
),
named AS MATERIALIZED (
    SELECT project_key, project_id FROM store.project_key WHERE project_id IN (SELECT project_id FROM answer)
),
place AS (
    SELECT n.project_id, d.name_zh AS district
    FROM named AS n
    JOIN store.project AS p ON p.project_key = n.project_key AND is_known(p.load_id, p.replaced_by)
    JOIN store.district AS d ON d.code = p.district_code AND is_known(d.load_id, d.replaced_by)
)
SELECT a.outcome, coalesce(p.district, CASE WHEN a.project_id IS NULL THEN w.district END, 'unknown') AS district, count(*) AS answers
FROM answer AS a
LEFT JOIN place AS p ON p.project_id = a.project_id
LEFT JOIN (SELECT warning_id, any_value(district) AS district FROM warning GROUP BY warning_id) AS w ON w.warning_id = a.warning_id
GROUP BY ALL
