/*
title: {zh: 投资完成进度, en: Investment progress}
formula: {zh: 年初至今完成投资之和 ÷ 年度计划投资之和, en: "investment completed in the year ÷ the year's planned investment, both summed"}
unit: money
value: ratio
parameters:
  plan_kind: {type: text, one_of: [new_start, continuing, completion, preparatory], zh: 建设性质；空为全部, en: Kind in the plan; empty for all}
source: 成都市重大项目“红黑榜”实施办法（试行）：续建、竣工、开工项目投资完成进度（gxxmyjs.yfsoft.com.cn/6785.html，glossary 1.8）
*/
SELECT CAST(NULL AS VARCHAR) AS entity, project_key, completed AS numerator, planned_investment AS denominator
FROM key_project
WHERE year = year($quarter_start) AND ($plan_kind IS NULL OR plan_kind = $plan_kind)
