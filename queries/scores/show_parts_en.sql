-- The parts of a score for people, in English: they add up to it.
SELECT i.kind,
       i.title_en AS indicator,
       coalesce(score_value_text(i.value, m.value_kind, m.unit, 'm', 1e6), '') AS value,
       CASE WHEN m.value_kind = 'sum' OR i.value IS NULL THEN ''
            ELSE score_figure(i.numerator, m.unit, 'm', 1e6) || ' ÷ ' || score_figure(i.denominator, m.unit, 'm', 1e6) END AS calculation,
       lpad(coalesce(CAST(i.weight AS VARCHAR), ''), 6, ' ') AS weight, lpad(coalesce(CAST(i.points AS VARCHAR), ''), 6, ' ') AS points,
       concat_ws('; ',
           CASE i.remark WHEN 'capped' THEN 'capped' WHEN 'floored' THEN 'floored' WHEN 'missing' THEN 'no such project or plan: nothing'
                         WHEN 'average' THEN 'no such project: the average of the others' END,
           CASE m.points_by WHEN 'elapsed' THEN 'against ' || share_text(q.elapsed) || ' of the year elapsed' WHEN 'best' THEN 'against the best' END) AS remark
FROM score_indicator AS i
JOIN score_quarter AS q ON q.year = i.year AND q.quarter = i.quarter
LEFT JOIN score_item AS m ON m.item = i.item
WHERE i.year = getvariable('score_year') AND i.quarter = getvariable('score_quarter') AND i.sequence = getvariable('score_sequence')
  AND i.entity = getvariable('score_entity')
ORDER BY i.position
