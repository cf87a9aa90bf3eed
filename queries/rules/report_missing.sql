/*
title: {zh: 月报缺报, en: Report missing}
group: reporting
subject: project
clock: reports
datasets: [investment_report, project, annual_plan]
parameters:
  notice_months: {default: 1, zh: 缺报多少个月为提示, en: Months missing that give a notice}
  yellow_months: {type: integer, default: 2, zh: 缺报多少个月为黄色, en: Months missing that are yellow}
  red_months: {type: integer, zh: 缺报多少个月为红色, en: Months missing that are red}
severities:
  notice:
  yellow: {respond_within: 15}
  red: {respond_within: 7}
source: 纽约市审计长 2024：进度不更新是最大的缺陷 / NYC Comptroller 2024, figures that are not updated are the worst defect (glossary 5)
*/
-- Only months that are closed, and only for projects that were under
-- construction by then. Who never reported in the year misses all its months.
WITH project AS (
    SELECT *, CASE WHEN last_month IS NULL THEN month($reported_to) ELSE date_diff('month', last_month, $reported_to) END AS months
    FROM project_measure
    WHERE year = year($reported_to) AND project_stage = 'in_construction'
      AND (actual_start IS NULL OR actual_start <= $reported_to)
),
judged AS (
    SELECT *, CASE WHEN months >= $red_months THEN 'red'
                   WHEN months >= $yellow_months THEN 'yellow'
                   WHEN months >= $notice_months THEN 'notice' END AS severity
    FROM project
)
SELECT project_id, '' AS subject, severity, coalesce(owner, district) AS responsible,
       '截至 ' || period_zh($reported_to, 'month') || '缺报 ' || months || ' 个月'
           || coalesce('，最近一次为 ' || period_zh(last_month, 'month'), '，当年从未填报') AS why_zh,
       CASE WHEN months = 1 THEN 'The report' ELSE months || ' reports' END || ' up to ' || period_en($reported_to, 'month') || ' missing'
           || coalesce('; the last one is of ' || period_en(last_month, 'month'), '; none this year') AS why_en,
       last_day((coalesce(last_month, year_start($reported_to) - 1) + INTERVAL 1 MONTH)::DATE) AS due_on,
       '催报；确无进展也应填报零' AS suggestion_zh,
       'Ask for the report; where nothing was done it says zero' AS suggestion_en,
       CAST(months AS DOUBLE) AS value
FROM judged
WHERE severity IS NOT NULL
