/*
# 一条规则：头部说明，然后一个 SELECT，每行一条预警。旁边的 .test 是它的测试。
# A rule: a header, then one SELECT that gives a row for everything it warns of.
# The .test beside it tests it.
title: {zh: 缺总投资, en: Total investment missing}
group: reporting
datasets: [project, annual_plan]
parameters:
  planned: {default: 10000000, zh: 年度计划投资达到多少元才预警, en: Planned investment of the year from which it matters}
severities:
  notice:
  yellow: {respond_within: 15}
*/
SELECT project_id, '' AS subject,
       CASE WHEN planned_investment >= 10 * $planned THEN 'yellow' ELSE 'notice' END AS severity,
       coalesce(owner, district) AS responsible,
       '没有总投资，年度计划 ' || planned_investment || ' 元' AS why_zh,
       'There is no total investment; ' || planned_investment || ' is planned for the year' AS why_en,
       CAST(NULL AS DATE) AS due_on,
       '补报总投资' AS suggestion_zh,
       'Report the total investment' AS suggestion_en,
       planned_investment AS value
FROM project_measure
WHERE year = year($as_of) AND total_investment IS NULL AND planned_investment >= $planned
