-- The rows behind one item, kept where somebody asks how a score came about.
INSERT INTO scoring_behind
SELECT $item, e.sequence, e.entity, p.project_id, sum(p.numerator), sum(p.denominator)
FROM scoring_part AS p
JOIN scoring_entity AS e ON e.project_id = p.project_id AND (p.entity IS NULL OR p.entity = e.entity)
GROUP BY e.sequence, e.entity, p.project_id
