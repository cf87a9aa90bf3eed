-- Everybody's score in a quarter, by rank.
SELECT s.year, s.quarter, s.final, s.sequence, s.rank, s.entity, s.score, s.base, s.bonus, s.deduction, s.previous_rank, s.movement,
       l.list, coalesce(l.streak, 0) AS streak, s.projects, s.unranked
FROM score AS s
LEFT JOIN score_list AS l ON l.year = s.year AND l.quarter = s.quarter AND l.sequence = s.sequence AND l.entity = s.entity AND l.member
WHERE s.year = getvariable('score_year') AND s.quarter = getvariable('score_quarter')
  AND (getvariable('score_sequence') IS NULL OR s.sequence = getvariable('score_sequence'))
ORDER BY s.sequence, s.rank NULLS LAST, s.entity
