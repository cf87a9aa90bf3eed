-- Whose score is meant: by the name it goes by here, else by any name of a
-- district.
WITH named AS (
    SELECT $entity AS entity, 1 AS choice
    UNION ALL
    SELECT d.name_zh, 2 FROM store.district_name AS n JOIN district AS d ON d.code = n.code WHERE n.key = name_key($entity)
)
SELECT s.sequence, s.entity
FROM score AS s JOIN named AS n ON n.entity = s.entity
WHERE s.year = $year AND s.quarter = $quarter AND ($sequence = '' OR s.sequence = $sequence)
ORDER BY n.choice, s.sequence
LIMIT 1
