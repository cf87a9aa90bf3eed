/*
title: {zh: 节点临近, en: Milestone due soon}
group: milestone
subject: milestone
becomes: milestone_overdue
datasets: [milestone, project]
parameters:
  days: {default: 30, zh: 提前多少天提示, en: Days ahead}
severities:
  notice:
source: >
  glossary 1.7, 5（鲤城区：临期与超期任务提示）/ Licheng district, near-due and overdue tasks
*/
SELECT p.project_id, m.milestone AS subject, 'notice' AS severity, coalesce(p.owner, p.district) AS responsible,
       '节点「' || m.milestone || '」计划 ' || period_zh(m.planned_on, m.planned_on_precision) || '完成，尚未完成' AS why_zh,
       'Milestone "' || m.milestone || '" is planned for ' || period_en(m.planned_on, m.planned_on_precision) || ' and not met yet' AS why_en,
       m.planned_on AS due_on,
       '核对节点条件，存在困难的及早提请协调' AS suggestion_zh,
       'Check what the milestone still needs, and raise what is missing as a coordination item' AS suggestion_en,
       CAST(date_diff('day', $as_of, m.planned_on) AS DOUBLE) AS value
FROM milestone AS m
JOIN project_measure AS p ON p.project_key = m.project_key AND p.year = year($as_of)
WHERE p.project_stage IN ('preparation', 'in_construction', 'completed')
  AND NOT coalesce(happened(m.actual_on, m.actual_on_precision, $as_of), false)
  AND m.planned_on BETWEEN $as_of AND $as_of + CAST($days AS INTEGER)
