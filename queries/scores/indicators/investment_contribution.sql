/*
title: {zh: 对全市投资的贡献, en: Contribution to the city's investment}
formula: {zh: 年初至今完成投资 ÷ 全市同类项目完成投资, en: "investment completed in the year ÷ that of all the city's projects of the kind"}
unit: money
value: share
parameters:
  plan_kind: {type: text, one_of: [new_start, continuing, completion, preparatory], zh: 建设性质；空为全部, en: Kind in the plan; empty for all}
source: 成都市重大项目“红黑榜”实施办法（试行）：续建、竣工、开工项目对全市的贡献（gxxmyjs.yfsoft.com.cn/6785.html，glossary 1.8）
*/
SELECT CAST(NULL AS VARCHAR) AS entity, project_key, completed AS numerator, CAST(NULL AS DECIMAL(18, 2)) AS denominator
FROM key_project
WHERE year = year($quarter_start) AND ($plan_kind IS NULL OR plan_kind = $plan_kind)
