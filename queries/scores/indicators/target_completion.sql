/*
title: {zh: 季度目标完成情况, en: The quarter's target}
formula:
  zh: 本季度完成 ÷ 本季度目标（没有下达投资目标的，按年度计划投资的四分之一）
  en: "done in the quarter ÷ the quarter's target (of investment, where none was promised: a quarter of the year's plan)"
unit: money
value: ratio
parameters:
  measure: {default: investment, one_of: [investment, starts, completions], zh: 何种目标, en: Which target}
source: 绵阳 2022：超额完成目标、未完成目标（is0817.com/archiver/tid-115034.html，glossary 1.8）
*/
WITH before AS (
    -- The year to date of the quarter before; the first quarter has none.
    SELECT project_key, completed FROM completed_by($quarter_start - 1) WHERE quarter($quarter_start) > 1
),
done AS (
    SELECT k.project_key,
           CASE $measure WHEN 'investment' THEN k.completed - coalesce(b.completed, 0)
                         WHEN 'starts' THEN CAST(coalesce(happened(k.actual_start, k.actual_start_precision, $as_of)
                                                          AND k.actual_start BETWEEN $quarter_start AND $quarter_end, false) AS INTEGER)
                         ELSE CAST(coalesce(happened(k.actual_completion, k.actual_completion_precision, $as_of)
                                            AND k.actual_completion BETWEEN $quarter_start AND $quarter_end, false) AS INTEGER) END AS numerator
    FROM key_project AS k
    LEFT JOIN before AS b ON b.project_key = k.project_key
    WHERE k.year = year($quarter_start)
),
promised AS (
    SELECT district AS entity, value FROM target
    WHERE year = year($quarter_start) AND quarter = quarter($quarter_start) AND measure = $measure AND district IS NOT NULL
),
planned AS (
    SELECT e.entity, sum(k.planned_investment) / 4 AS value
    FROM scoring_entity AS e
    JOIN key_project AS k ON k.project_key = e.project_key AND k.year = year($quarter_start)
    WHERE $measure = 'investment' AND e.entity NOT IN (SELECT entity FROM promised)
    GROUP BY e.sequence, e.entity
)
SELECT CAST(NULL AS VARCHAR) AS entity, project_key, numerator, CAST(NULL AS DECIMAL(38, 4)) AS denominator FROM done WHERE numerator <> 0
UNION ALL
SELECT entity, NULL, NULL, value FROM promised
UNION ALL
SELECT entity, NULL, NULL, value FROM planned
