/*
title: {zh: 临近计划开工, en: Start due soon}
group: start
subject: project
becomes: start_overdue
datasets: [project, annual_plan]
parameters:
  days: {default: 30, zh: 提前多少天提示, en: Days ahead}
severities:
  notice:
source: 成都日报 2023-11-02（开工预警，计划开工前后）/ Chengdu Daily, warnings before and after a planned start
*/
SELECT project_id, '' AS subject, 'notice' AS severity, coalesce(owner, district) AS responsible,
       '计划 ' || period_zh(planned_start, planned_start_precision) || '开工，尚未开工' AS why_zh,
       'Planned start ' || period_en(planned_start, planned_start_precision) || ', not started yet' AS why_en,
       planned_start AS due_on,
       '核对开工条件，未落实的要素及早提请协调' AS suggestion_zh,
       'Check what the start still needs, and raise what is missing as a coordination item' AS suggestion_en,
       CAST(date_diff('day', $as_of, planned_start) AS DOUBLE) AS value
FROM project_measure
WHERE year = year($as_of) AND project_stage = 'preparation'
  AND planned_start BETWEEN $as_of AND $as_of + CAST($days AS INTEGER)
