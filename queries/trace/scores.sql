/*
explains:
  shixu_score: points
  shixu_score_points: points
*/
-- What a score adds up from: the points of each indicator, with its value and the
-- sums that it is made of. The projects behind an indicator: shixu score explain.
SELECT i.year, i.quarter, i.sequence, i.entity, i.item AS indicator, i.kind, i.title_zh, i.title_en, i.numerator, i.denominator, i.value, i.projects, i.weight,
       i.points, c.formula_zh, c.formula_en, s.scheme
FROM score_indicator AS i
JOIN score AS s ON s.year = i.year AND s.quarter = i.quarter AND s.sequence = i.sequence AND s.entity = i.entity
LEFT JOIN score_item AS c ON c.item = i.item
WHERE s.score IS NOT NULL AND i.year BETWEEN year(coalesce(reported_to(), as_of())) AND year(as_of())
ORDER BY i.year, i.quarter, i.sequence, i.entity, i.position
