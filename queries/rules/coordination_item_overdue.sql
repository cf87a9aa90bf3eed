/*
title: {zh: 协调事项逾期, en: Coordination item overdue}
group: coordination
subject: coordination_item
datasets: [coordination_item, project]
parameters:
  red_days: {type: integer, default: 30, zh: 逾期超过多少天为红色, en: Days overdue beyond which it is red}
severities:
  yellow: {respond_within: 15}
  red: {respond_within: 7}
source: >
  泉州“问题跟踪销号”，逾期逐级上报；期限为本系统缺省值 / Quanzhou tracks each problem until it is struck off, and
  escalates; the period is a default of ours (glossary 1.5)
*/
SELECT i.project_id, i.item_id AS subject,
       CASE WHEN date_diff('day', i.due_on, $as_of) > $red_days THEN 'red' ELSE 'yellow' END AS severity,
       coalesce(i.responsible, p.owner, i.district) AS responsible,
       '协调事项' || coalesce('「' || i.title || '」', ' ' || i.item_id) || '应于 ' || period_zh(i.due_on, 'day') || '前办结，逾期未办结' AS why_zh,
       'Coordination item ' || i.item_id || coalesce(' ("' || i.title || '")', '') || ' was due on ' || period_en(i.due_on, 'day') || ' and is open' AS why_en,
       i.due_on,
       '责任单位说明原因和新的办结时间；跨部门的提请上级协调' AS suggestion_zh,
       'The body responsible gives the cause and a new date; what crosses departments goes up a level' AS suggestion_en,
       CAST(date_diff('day', i.due_on, $as_of) AS DOUBLE) AS value
FROM coordination AS i
JOIN project AS p ON p.project_id = i.project_id
WHERE i.overdue AND coalesce(p.stage, '') NOT IN ('suspended', 'cancelled')
