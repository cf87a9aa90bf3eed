/*
title: {zh: 六个一批标志性突破性进展, en: Landmarks of the six batches}
formula: {zh: 本季度取得进展的得分之和, en: points of the landmarks reached in the quarter}
unit: points
value: sum
parameters:
  batch: {type: text, zh: 批次；空为全部, en: Batch; empty for all}
source: 成都 2023：“揭榜挂帅”六个一批市级示范项目，定期量化评分（glossary 1.1、1.2）
*/
SELECT CAST(NULL AS VARCHAR) AS entity, project_key, points AS numerator, CAST(NULL AS DECIMAL(38, 4)) AS denominator
FROM breakthroughs_on($as_of)
WHERE achieved_on BETWEEN $quarter_start AND $quarter_end AND ($batch IS NULL OR batch = $batch)
