-- The projects behind the items of the score to be explained, the largest
-- first, at most so many of each.
CREATE OR REPLACE TEMP TABLE score_behind AS
WITH behind AS (
    SELECT m.position, b.item, m.title_zh, m.title_en, m.value_kind, m.unit, k.project_id, p.name, b.numerator, b.denominator,
           row_number() OVER (PARTITION BY b.item ORDER BY greatest(abs(b.numerator), abs(b.denominator)) DESC, k.project_id) AS place,
           count(*) OVER (PARTITION BY b.item) AS projects
    FROM scoring_behind AS b
    JOIN score_item AS m ON m.item = b.item
    JOIN store.project_key AS k ON k.project_key = b.project_key
    LEFT JOIN project AS p ON p.project_key = b.project_key
    WHERE b.sequence = getvariable('score_sequence') AND b.entity = getvariable('score_entity') AND (b.numerator <> 0 OR b.denominator <> 0)
)
SELECT * FROM behind WHERE getvariable('score_projects') = 0 OR place <= getvariable('score_projects');
