/*
title: {zh: 新开工与续建, en: New starts and continuing projects}
formula: {zh: 每个项目：新开工与续建各得其分；取平均, en: "each project: points for a new start, or for a continuing one; the mean"}
unit: points
value: ratio
parameters:
  new_start: {default: 5, type: number, zh: 新开工项目得分, en: Points of a new start}
  other: {default: 2, type: number, zh: 其他项目得分, en: Points of any other}
source: 延安 2017：新开工 5 分、续建 2 分（paper.yanews.cn/yarb/20170619，glossary 1.8）
*/
SELECT CAST(NULL AS VARCHAR) AS entity, project_key,
       CASE plan_kind WHEN 'new_start' THEN $new_start ELSE $other END AS numerator, 1 AS denominator
FROM key_project
WHERE year = year($quarter_start)
