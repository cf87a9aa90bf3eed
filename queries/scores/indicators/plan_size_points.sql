/*
title: {zh: 年度计划规模, en: Size of the year's plan}
formula:
  zh: 每个项目按年度计划投资：10 亿元以上 20 分，5 亿至 10 亿元 10 分，1 亿至 5 亿元 6 分，1 亿元以下 3 分；取平均
  en: "each project by its year's plan: 1 billion and more 20, from 500 million 10, from 100 million 6, below 3; the mean"
unit: points
value: ratio
source: 延安 2017（paper.yanews.cn/yarb/20170619，glossary 1.8）
*/
SELECT CAST(NULL AS VARCHAR) AS entity, project_key,
       CASE WHEN planned_investment >= 1000000000 THEN 20
            WHEN planned_investment >= 500000000 THEN 10
            WHEN planned_investment >= 100000000 THEN 6
            ELSE 3 END AS numerator, 1 AS denominator
FROM key_project
WHERE year = year($quarter_start)
