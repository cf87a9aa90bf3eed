-- show_list.sql for people, in English.
SELECT q.title_en AS sequence, s.rank, s.entity, s.score, s.base, s.bonus, s.deduction,
       CASE WHEN s.movement > 0 THEN '↑ ' || s.movement WHEN s.movement < 0 THEN '↓ ' || -s.movement WHEN s.movement = 0 THEN '—' ELSE '' END AS movement,
       coalesce(l.list || CASE WHEN l.streak > 1 THEN ', ' || l.streak || ' quarters on end' ELSE '' END,
                CASE s.unranked WHEN 'projects' THEN 'too few projects: not ranked' WHEN 'measure' THEN 'no plan to measure: not ranked' END, '') AS list
FROM score AS s
JOIN scoring_sequence AS q ON q.sequence = s.sequence
LEFT JOIN score_list AS l ON l.year = s.year AND l.quarter = s.quarter AND l.sequence = s.sequence AND l.entity = s.entity AND l.member
WHERE s.year = getvariable('score_year') AND s.quarter = getvariable('score_quarter')
  AND (getvariable('score_sequence') IS NULL OR s.sequence = getvariable('score_sequence'))
ORDER BY q.position, s.rank NULLS LAST, s.entity
