-- What was computed now together with what was kept: movement of ranks and
-- streaks on lists run through both. The tables hide the views of their names.

CREATE OR REPLACE TEMP TABLE score_quarter AS
SELECT q.year, q.quarter, q.quarter_start, q.quarter_end, q.as_of, q.reported_to, q.final, q.elapsed, d.scheme, d.definition_hash, d.data_version
FROM scoring_quarter AS q CROSS JOIN scoring_scheme AS d
UNION ALL
SELECT year, quarter, quarter_start, quarter_end, as_of, reported_to, final, elapsed, scheme, definition_hash, data_version
FROM scoring_kept;

CREATE OR REPLACE TEMP TABLE score AS
WITH known AS (
    SELECT year, quarter, sequence, entity, projects, base, bonus, deduction, score, rank, ranked, unranked FROM scoring_score
    UNION ALL
    SELECT year, quarter, sequence, entity, projects, base, bonus, deduction, score, rank, ranked, unranked
    FROM store.score WHERE (year, quarter) IN (SELECT (year, quarter) FROM scoring_kept)
)
SELECT s.year, s.quarter, s.sequence, s.entity, s.projects, s.base, s.bonus, s.deduction, s.score, s.rank, s.ranked, s.unranked,
       p.rank AS previous_rank, p.rank - s.rank AS movement, q.final, q.as_of, q.reported_to, q.scheme
FROM known AS s
JOIN score_quarter AS q ON q.year = s.year AND q.quarter = s.quarter
LEFT JOIN known AS p ON p.sequence = s.sequence AND p.entity = s.entity AND p.year * 4 + p.quarter = s.year * 4 + s.quarter - 1;

CREATE OR REPLACE TEMP TABLE score_indicator AS
WITH known AS (
    SELECT year, quarter, sequence, entity, position, item, kind, title_zh, title_en, numerator, denominator, value, projects, weight, points, remark
    FROM scoring_point
    UNION ALL
    SELECT year, quarter, sequence, entity, position, item, kind, title_zh, title_en, numerator, denominator, value, projects, weight, points, remark
    FROM store.score_indicator WHERE (year, quarter) IN (SELECT (year, quarter) FROM scoring_kept)
)
SELECT k.*, q.final FROM known AS k
JOIN score_quarter AS q ON q.year = k.year AND q.quarter = k.quarter;

-- A streak is counted in consecutive quarters, those of a year before included.
CREATE OR REPLACE TEMP TABLE score_list AS
WITH known AS (
    SELECT year, quarter, sequence, entity, list, place, places, place_met, item, value, sign, bound, condition_met, exemption, member FROM scoring_listed
    UNION ALL
    SELECT year, quarter, sequence, entity, list, place, places, place_met, item, value, sign, bound, condition_met, exemption, member
    FROM store.score_list WHERE (year, quarter) IN (SELECT (year, quarter) FROM scoring_kept)
),
counted AS (
    SELECT k.*, q.final, k.member AND q.final AS counts, k.year * 4 + k.quarter AS number
    FROM known AS k
    JOIN score_quarter AS q ON q.year = k.year AND q.quarter = k.quarter
),
stretch AS (
    SELECT *, number - row_number() OVER (PARTITION BY sequence, entity, list, counts ORDER BY number) AS stretch FROM counted
)
SELECT year, quarter, sequence, entity, list, place, places, place_met, item, value, sign, bound, condition_met, exemption, member, final,
       CASE WHEN counts THEN row_number() OVER (PARTITION BY sequence, entity, list, counts, stretch ORDER BY number) ELSE 0 END AS streak
FROM stretch;
