/*
title: {zh: 累计完成超总投资, en: Spent over plan}
group: cost
subject: project
datasets: [investment_report, project]
parameters:
  yellow: {default: 0, type: number, zh: 超出总投资多少比例以上为黄色, en: Share over total investment above which it is yellow}
  red: {type: number, default: 0.1, zh: 超出总投资多少比例以上为红色, en: Share over total investment above which it is red}
severities:
  yellow: {respond_within: 30}
  red: {respond_within: 15}
source: >
  遂宁市统计局：累计完成投资一般不得超过计划总投资；10% 为概算调整的常见界限 [K] / Suining statistics bureau: what is
  completed should not exceed the total planned (glossary 1.1)
*/
WITH project AS (
    SELECT *, total_completed / total_investment - 1 AS over
    FROM project_measure
    WHERE year = year(coalesce($reported_to, $as_of)) AND total_investment > 0
      AND project_stage IN ('preparation', 'in_construction', 'completed', 'in_service')
),
judged AS (
    SELECT *, CASE WHEN above(over, $red, false) THEN 'red' WHEN above(over, $yellow, false) THEN 'yellow' END AS severity
    FROM project
)
SELECT project_id, '' AS subject, severity, coalesce(owner, district) AS responsible,
       '填报以来累计完成为总投资的 ' || share_text(1 + over) AS why_zh,
       share_text(1 + over) || ' of the total investment completed since the first report' AS why_en,
       CAST(NULL AS DATE) AS due_on,
       '核对是否多报；确需增加的，先报批调整总投资' AS suggestion_zh,
       'Check for over-reporting; where more is needed, have the total approved first' AS suggestion_en,
       CAST(round(over, 9) AS DOUBLE) AS value
FROM judged
WHERE severity IS NOT NULL
