/*
title: {zh: 节点逾期, en: Milestone overdue}
group: milestone
subject: milestone
datasets: [milestone, project]
parameters:
  yellow_days: {default: 0, zh: 逾期超过多少天为黄色, en: Days overdue beyond which it is yellow}
  orange_days: {type: integer, zh: 逾期超过多少天为橙色, en: Days overdue beyond which it is orange}
  orange_included: {default: false, zh: 恰为该天数时是否橙色, en: Whether exactly so many days count}
  red_days: {type: integer, default: 30, zh: 逾期超过多少天为红色, en: Days overdue beyond which it is red}
  red_included: {default: false, zh: 恰为该天数时是否红色, en: Whether exactly so many days count}
severities:
  yellow: {respond_within: 30}
  orange: {respond_within: 15}
  red: {respond_within: 7}
source: >
  施工单位节点考核：滞后 7 天以内黄、7–15 天橙、15 天及以上红 / a contractor's rule: yellow up to 7 days behind,
  orange 7 to 15, red from 15 (glossary 1.7)
*/
WITH step AS (
    SELECT p.project_id, p.owner, p.district, m.milestone, m.planned_on, m.planned_on_precision, date_diff('day', m.planned_on, $as_of) AS days
    FROM milestone AS m
    JOIN project_measure AS p ON p.project_key = m.project_key AND p.year = year($as_of)
    WHERE p.project_stage IN ('preparation', 'in_construction', 'completed')
      AND NOT coalesce(happened(m.actual_on, m.actual_on_precision, $as_of), false)
      AND m.planned_on < $as_of
),
judged AS (
    SELECT *, CASE WHEN above(days, $red_days, $red_included) THEN 'red'
                   WHEN above(days, $orange_days, $orange_included) THEN 'orange'
                   WHEN above(days, $yellow_days, false) THEN 'yellow' END AS severity
    FROM step
)
SELECT project_id, milestone AS subject, severity, coalesce(owner, district) AS responsible,
       '节点「' || milestone || '」计划 ' || period_zh(planned_on, planned_on_precision) || '完成，逾期未完成' AS why_zh,
       'Milestone "' || milestone || '" was planned for ' || period_en(planned_on, planned_on_precision) || ' and is not met' AS why_en,
       planned_on AS due_on,
       '明确完成时间，调整后续节点计划' AS suggestion_zh,
       'Set a new date, and look at the milestones that hang on it' AS suggestion_en,
       CAST(days AS DOUBLE) AS value
FROM judged
WHERE severity IS NOT NULL
