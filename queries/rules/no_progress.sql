/*
title: {zh: 连续无进展, en: No progress}
group: progress
subject: project
clock: reports
datasets: [investment_report, project]
parameters:
  notice_months: {type: integer, zh: 连续多少个月无进展为提示, en: Months without progress that give a notice}
  yellow_months: {default: 2, zh: 连续多少个月无进展为黄色, en: Months without progress that are yellow}
  red_months: {type: integer, default: 3, zh: 连续多少个月无进展为红色, en: Months without progress that are red}
severities:
  notice:
  yellow: {respond_within: 30}
  red: {respond_within: 15}
source: glossary 1.7（本系统缺省值）/ defaults of ours
*/
-- Whoever has done the year's plan already may stand still; who has not reported
-- in the year is missing reports, and of progress nothing is known.
WITH project AS (
    SELECT * FROM project_measure
    WHERE year = year($reported_to) AND project_stage = 'in_construction'
      AND (planned_investment > 0 AND completed < planned_investment)
      AND months_without_progress > 0 AND last_month IS NOT NULL
),
judged AS (
    SELECT *, CASE WHEN months_without_progress >= $red_months THEN 'red'
                   WHEN months_without_progress >= $yellow_months THEN 'yellow'
                   WHEN months_without_progress >= $notice_months THEN 'notice' END AS severity
    FROM project
)
SELECT project_id, '' AS subject, severity, coalesce(owner, district) AS responsible,
       '截至 ' || period_zh($reported_to, 'month') || '已连续 ' || months_without_progress || ' 个月未报新增投资' AS why_zh,
       'No new investment reported for ' || months_without_progress || ' months up to ' || period_en($reported_to, 'month') AS why_en,
       CAST(NULL AS DATE) AS due_on,
       '现场核实是否停工，查明原因' AS suggestion_zh,
       'Check on site whether work has stopped, and why' AS suggestion_en,
       CAST(months_without_progress AS DOUBLE) AS value
FROM judged
WHERE severity IS NOT NULL
