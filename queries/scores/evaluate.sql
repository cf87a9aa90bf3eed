-- From figures to points, scores, ranks and lists, for all quarters at once.
-- Points are rounded to hundredths where they come about and only added up
-- from there: a score is exactly the sum of its parts.

CREATE OR REPLACE TEMP TABLE scoring_point AS
WITH placed AS (
    SELECT v.*, i.position, i.kind, i.title_zh, i.title_en, i.weight, i.points_by, i.zero, i.full_at, i.each, i.floor_points, i.cap_points, i.missing,
           q.elapsed,
           max(v.value) OVER (PARTITION BY v.year, v.quarter, v.sequence, v.item) AS best,
           rank() OVER (PARTITION BY v.year, v.quarter, v.sequence, v.item ORDER BY round(v.value, 9) DESC NULLS LAST) AS place
    FROM scoring_value AS v
    JOIN score_item AS i ON i.item = v.item
    JOIN scoring_quarter AS q ON q.year = v.year AND q.quarter = v.quarter
),
step AS (
    SELECT p.year, p.quarter, p.sequence, p.entity, p.item,
           CASE WHEN any_value(p.points_by) = 'steps' THEN arg_max(s.points, s.from_value) ELSE arg_min(s.points, s.to_place) END AS points
    FROM placed AS p
    JOIN scoring_step AS s ON s.item = p.item
     AND (p.points_by = 'steps' AND s.from_value <= round(p.value, 9) OR p.points_by = 'place' AND s.to_place >= p.place)
    WHERE p.value IS NOT NULL
    GROUP BY p.year, p.quarter, p.sequence, p.entity, p.item
),
given AS (
    -- What the rule gives, before bounds.
    SELECT p.*,
           CASE WHEN p.value IS NULL OR p.kind = 'measure' THEN NULL
                WHEN p.kind IN ('bonus', 'deduction') THEN p.each * p.value
                WHEN p.points_by = 'value' THEN p.weight * (p.value - p.zero) / (p.full_at - p.zero)
                WHEN p.points_by = 'elapsed' THEN p.weight * (coalesce(p.value / nullif(p.elapsed, 0), 0) - p.zero) / (p.full_at - p.zero)
                WHEN p.points_by = 'best' THEN CASE WHEN p.best > 0 THEN p.weight * p.value / p.best ELSE 0 END
                ELSE coalesce(s.points, 0) END AS given
    FROM placed AS p
    LEFT JOIN step AS s ON s.year = p.year AND s.quarter = p.quarter AND s.sequence = p.sequence AND s.entity = p.entity AND s.item = p.item
),
bounded AS (
    SELECT *, CAST(round(least(greatest(given, coalesce(floor_points, given)), coalesce(cap_points, given)), 2) AS DECIMAL(18, 2)) AS bounded
    FROM given
),
mean AS (
    -- What stands in for an item that cannot be measured: the rest's share of its weight.
    SELECT year, quarter, sequence, entity, sum(bounded) AS points, sum(weight) AS weight
    FROM bounded WHERE kind = 'base' AND value IS NOT NULL
    GROUP BY year, quarter, sequence, entity
)
SELECT b.year, b.quarter, b.sequence, b.entity, b.position, b.item, b.kind, b.title_zh, b.title_en, b.numerator, b.denominator, b.value, b.projects,
       CASE WHEN b.kind = 'base' THEN b.weight END AS weight,
       CASE WHEN b.kind = 'measure' THEN NULL
            WHEN b.kind = 'deduction' THEN -coalesce(b.bounded, 0)
            WHEN b.value IS NOT NULL OR b.kind = 'bonus' THEN coalesce(b.bounded, 0)
            WHEN b.missing = 'average' AND m.weight > 0
                THEN CAST(round(least(greatest(CAST(b.weight AS DOUBLE) * m.points / m.weight, b.floor_points), b.cap_points), 2) AS DECIMAL(18, 2))
            ELSE 0 END AS points,
       CASE WHEN b.kind = 'measure' THEN NULL
            WHEN b.value IS NULL THEN CASE WHEN b.missing = 'average' AND m.weight > 0 THEN 'average' ELSE 'missing' END
            WHEN b.given > b.cap_points THEN 'capped'
            WHEN b.given < b.floor_points THEN 'floored' END AS remark
FROM bounded AS b
LEFT JOIN mean AS m ON m.year = b.year AND m.quarter = b.quarter AND m.sequence = b.sequence AND m.entity = b.entity;

-- Bonus and deduction that people reported, and then what all of a kind have
-- beyond their bound: parts of the score like the others.
INSERT INTO scoring_point
SELECT m.year, m.quarter, m.sequence, m.entity, 1000 + row_number() OVER (PARTITION BY m.year, m.quarter, m.sequence, m.entity ORDER BY a.kind, a.item),
       'adjustment', a.kind, a.item, a.item, NULL, NULL, NULL, NULL, NULL,
       CAST(round(CASE WHEN a.kind = 'bonus' THEN a.points ELSE -a.points END, 2) AS DECIMAL(18, 2)), NULL
FROM scoring_member AS m
JOIN score_adjustment AS a ON a.year = m.year AND a.quarter = m.quarter AND a.entity = m.entity
WHERE a.kind IN ('bonus', 'deduction') AND a.points IS NOT NULL;

INSERT INTO scoring_point
SELECT p.year, p.quarter, p.sequence, p.entity, CASE WHEN p.kind = 'bonus' THEN 2001 ELSE 2002 END, 'cap', p.kind,
       CASE WHEN p.kind = 'bonus' THEN '加分合计封顶' ELSE '扣分合计封顶' END, CASE WHEN p.kind = 'bonus' THEN 'Bound of all bonus' ELSE 'Bound of all deduction' END,
       NULL, NULL, NULL, NULL, NULL,
       CASE WHEN p.kind = 'bonus' THEN any_value(d.bonus_cap) - sum(p.points) ELSE -any_value(d.deduction_cap) - sum(p.points) END, 'capped'
FROM scoring_point AS p
CROSS JOIN scoring_scheme AS d
WHERE p.kind IN ('bonus', 'deduction')
GROUP BY p.year, p.quarter, p.sequence, p.entity, p.kind
HAVING p.kind = 'bonus' AND sum(p.points) > any_value(d.bonus_cap) OR p.kind = 'deduction' AND -sum(p.points) > any_value(d.deduction_cap);

-- Scores and ranks. Entities with one score are told apart by the scheme's tie
-- items, in their order; who is still equal shares a rank, and the next rank is
-- left out. Not ranked is who has too few projects with a plan, or of whom
-- nothing can be measured: no plan, or a plan of zero.
CREATE OR REPLACE TEMP TABLE scoring_score AS
WITH total AS (
    SELECT year, quarter, sequence, entity,
           sum(points) FILTER (kind = 'base') AS base,
           coalesce(sum(points) FILTER (kind = 'bonus'), 0) AS bonus,
           coalesce(sum(points) FILTER (kind = 'deduction'), 0) AS deduction,
           sum(points) AS score,
           count(*) FILTER (kind = 'base' AND value IS NOT NULL) AS measured
    FROM scoring_point GROUP BY year, quarter, sequence, entity
),
tie AS (
    -- Lists are compared from their first element on.
    SELECT p.year, p.quarter, p.sequence, p.entity, list(coalesce(round(p.value, 9), -1e300) ORDER BY t.position) AS tie
    FROM scoring_point AS p JOIN scoring_tie AS t ON t.item = p.item
    GROUP BY p.year, p.quarter, p.sequence, p.entity
),
judged AS (
    SELECT m.year, m.quarter, m.sequence, m.entity, m.projects, t.base, t.bonus, t.deduction, t.score, coalesce(i.tie, []) AS tie,
           CASE WHEN m.projects < d.min_projects THEN 'projects' WHEN coalesce(t.measured, 0) = 0 THEN 'measure' END AS unranked
    FROM scoring_member AS m
    CROSS JOIN scoring_scheme AS d
    LEFT JOIN total AS t ON t.year = m.year AND t.quarter = m.quarter AND t.sequence = m.sequence AND t.entity = m.entity
    LEFT JOIN tie AS i ON i.year = m.year AND i.quarter = m.quarter AND i.sequence = m.sequence AND i.entity = m.entity
)
SELECT year, quarter, sequence, entity, projects, unranked,
       CASE WHEN unranked IS NULL THEN CAST(base AS DECIMAL(18, 2)) END AS base,
       CASE WHEN unranked IS NULL THEN CAST(bonus AS DECIMAL(18, 2)) END AS bonus,
       CASE WHEN unranked IS NULL THEN CAST(deduction AS DECIMAL(18, 2)) END AS deduction,
       CASE WHEN unranked IS NULL THEN CAST(score AS DECIMAL(18, 2)) END AS score,
       CASE WHEN unranked IS NULL THEN CAST(rank() OVER (among ORDER BY score DESC, tie DESC) AS INTEGER) END AS rank,
       CASE WHEN unranked IS NULL THEN rank() OVER (among ORDER BY score, tie) END AS rank_from_last,
       count(*) FILTER (unranked IS NULL) OVER (PARTITION BY year, quarter, sequence) AS ranked
FROM judged
WINDOW among AS (PARTITION BY year, quarter, sequence, unranked IS NULL);

-- Lists: the place, the condition, and for the black list the exemption
-- (绵阳: 不可抗力可以免列). What a condition cannot measure it does not meet.
CREATE OR REPLACE TEMP TABLE scoring_listed AS
WITH exemption AS (
    SELECT year, quarter, entity, string_agg(item, '；' ORDER BY item) AS why
    FROM score_adjustment WHERE kind = 'exemption' GROUP BY year, quarter, entity
),
judged AS (
    SELECT s.year, s.quarter, s.sequence, s.entity, l.list,
           CASE WHEN l.top > 0 THEN s.rank ELSE s.rank_from_last END AS place, greatest(l.top, l.bottom) AS places,
           l.item, p.value, l.sign, l.bound,
           CASE WHEN l.item IS NULL THEN true
                WHEN p.value IS NULL THEN false
                WHEN l.sign = '>' THEN round(p.value, 9) > l.bound
                WHEN l.sign = '>=' THEN round(p.value, 9) >= l.bound
                WHEN l.sign = '<' THEN round(p.value, 9) < l.bound
                ELSE round(p.value, 9) <= l.bound END AS condition_met,
           CASE WHEN l.list = 'black' THEN e.why END AS exemption
    FROM scoring_score AS s
    JOIN scoring_list AS l ON l.sequence = s.sequence
    LEFT JOIN scoring_point AS p ON p.year = s.year AND p.quarter = s.quarter AND p.sequence = s.sequence AND p.entity = s.entity AND p.item = l.item
    LEFT JOIN exemption AS e ON e.year = s.year AND e.quarter = s.quarter AND e.entity = s.entity
)
SELECT *, coalesce(place <= places, false) AS place_met,
       coalesce(place <= places, false) AND condition_met AND exemption IS NULL AS member
FROM judged;
