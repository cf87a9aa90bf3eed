/*
title: {zh: 省级及以上重点项目占比, en: Share of provincial projects}
formula: {zh: 省级及以上重点项目数 ÷ 项目数, en: projects of provincial level or above ÷ all projects}
unit: count
value: ratio
source: 延安 2017：省级考核项目加 20 分（paper.yanews.cn/yarb/20170619，glossary 1.8）
*/
SELECT CAST(NULL AS VARCHAR) AS entity, project_key,
       CASE WHEN level IN ('provincial', 'national') THEN 1 ELSE 0 END AS numerator, 1 AS denominator
FROM key_project
WHERE year = year($quarter_start)
