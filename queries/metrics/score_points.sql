/*
metrics:
  shixu_score_points:
    help: Points that an indicator gave in the quarter; with bonus, deduction and what is beyond their bounds they add up to shixu_score.
    zh: 某项指标在该季度的得分；与加分、扣分及封顶后合计为 shixu_score
    value: points
labels: [year, quarter, sequence, entity, indicator]
max_series: 20000
*/
SELECT i.year, i.quarter, i.sequence, i.entity, i.item AS indicator, sum(i.points) AS points
FROM score_indicator AS i
JOIN score AS s ON s.year = i.year AND s.quarter = i.quarter AND s.sequence = i.sequence AND s.entity = i.entity
WHERE s.score IS NOT NULL AND i.year BETWEEN date_part('year', coalesce($reported_to, $as_of)) AND date_part('year', $as_of)
GROUP BY i.year, i.quarter, i.sequence, i.entity, i.item
