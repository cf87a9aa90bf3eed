/*
title: {zh: 项目类型, en: Type of project}
formula: {zh: 每个项目：产业 15 分，民生（公共服务）8 分，功能（其他）6 分；取平均, en: "each project: industry 15, people's livelihood 8, functional (all others) 6; the mean"}
unit: points
value: ratio
source: 延安 2017：产业 15、民生 8、功能 6（paper.yanews.cn/yarb/20170619，glossary 1.8）
*/
-- Types are a city's own words; those of Yan'an are looked for in them.
SELECT CAST(NULL AS VARCHAR) AS entity, project_key,
       CASE WHEN project_type LIKE '%产业%' THEN 15
            WHEN project_type LIKE '%民生%' OR project_type LIKE '%公共服务%' THEN 8
            ELSE 6 END AS numerator, 1 AS denominator
FROM key_project
WHERE year = year($quarter_start)
