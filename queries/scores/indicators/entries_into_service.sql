/*
title: {zh: 投产投运项目占比, en: Share of projects put into service}
formula: {zh: 本季度投产投运的项目数 ÷ 项目数, en: projects put into service in the quarter ÷ all projects}
unit: count
value: ratio
source: 延安 2017：投产加 20 分、投运加 10 分（paper.yanews.cn/yarb/20170619，glossary 1.8）
*/
SELECT CAST(NULL AS VARCHAR) AS entity, project_key,
       CAST(coalesce(happened(actual_in_service, actual_in_service_precision, $as_of)
                     AND actual_in_service BETWEEN $quarter_start AND $quarter_end, false) AS INTEGER) AS numerator, 1 AS denominator
FROM key_project
WHERE year = year($quarter_start)
