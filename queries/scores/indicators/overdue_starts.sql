/*
title: {zh: 逾期未开工项目, en: Overdue starts}
formula: {zh: 计划开工时间已过而未开工的项目数, en: projects whose whole planned period of starting has passed without a start}
unit: count
value: sum
source: 2020 年重点工程评比：延期开工每个扣分（taowenge.com/p-95420430.html，glossary 1.8）
*/
SELECT CAST(NULL AS VARCHAR) AS entity, project_key, 1 AS numerator, CAST(NULL AS DECIMAL(38, 4)) AS denominator
FROM key_project
WHERE year = year($quarter_start) AND planned_start < $as_of
  AND NOT coalesce(happened(actual_start, actual_start_precision, $as_of), false)
  AND project_stage NOT IN ('suspended', 'cancelled', 'in_construction', 'completed', 'in_service')
