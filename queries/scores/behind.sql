-- The rows behind one item, kept where somebody asks how a score came about.
INSERT INTO scoring_behind
SELECT $item, u.sequence, u.entity, p.project_key, sum(p.numerator), sum(p.denominator)
FROM scoring_part AS p
JOIN scoring_belongs AS b ON b.project_key = p.project_key
JOIN scoring_unit AS u ON u.unit = b.unit AND (p.entity IS NULL OR p.entity = u.entity)
GROUP BY u.sequence, u.entity, p.project_key
