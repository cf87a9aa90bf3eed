-- Their projects, each once.
INSERT INTO scoring_belongs
SELECT DISTINCT u.unit, s.project_key
FROM scoring_sequenced AS s
JOIN scoring_unit AS u ON u.sequence = $sequence AND u.entity = s.entity
WHERE s.project_key IS NOT NULL
