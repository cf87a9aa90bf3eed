-- The entities of a sequence, in scoring_sequenced.
INSERT INTO scoring_unit
SELECT (SELECT count(*) FROM scoring_unit) + row_number() OVER (ORDER BY entity), $sequence, entity
FROM (SELECT DISTINCT entity FROM scoring_sequenced WHERE entity IS NOT NULL)
