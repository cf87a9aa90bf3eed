-- The score that is explained, for people, in English.
SELECT s.entity, q.title_en AS sequence, s.year || 'Q' || s.quarter || CASE WHEN s.final THEN '' ELSE ' (provisional)' END AS quarter,
       s.score, s.base, s.bonus, s.deduction,
       CASE s.unranked WHEN 'projects' THEN 'too few projects: not ranked' WHEN 'measure' THEN 'no plan to measure: not ranked' ELSE s.rank || ' / ' || s.ranked END AS rank,
       CASE WHEN s.movement > 0 THEN '↑ ' || s.movement WHEN s.movement < 0 THEN '↓ ' || -s.movement WHEN s.movement = 0 THEN '—' ELSE '' END AS movement,
       s.reported_to
FROM score AS s
JOIN scoring_sequence AS q ON q.sequence = s.sequence
WHERE s.year = getvariable('score_year') AND s.quarter = getvariable('score_quarter') AND s.sequence = getvariable('score_sequence')
  AND s.entity = getvariable('score_entity')
