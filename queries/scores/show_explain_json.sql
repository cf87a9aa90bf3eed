-- A score with its parts, conditions and projects, for machines: one document.
WITH projects AS (
    SELECT item, list({project_id: project_id, name: name, numerator: numerator, denominator: denominator} ORDER BY place) AS projects
    FROM score_behind GROUP BY item
),
parts AS (
    SELECT list({item: i.item, kind: i.kind, title_zh: i.title_zh, title_en: i.title_en, formula_zh: m.formula_zh, formula_en: m.formula_en,
                 unit: m.unit, value_kind: m.value_kind, numerator: i.numerator, denominator: i.denominator, value: i.value, weight: i.weight,
                 points_by: m.points_by, points: i.points, remark: i.remark, projects: i.projects, largest: p.projects} ORDER BY i.position) AS parts
    FROM score_indicator AS i
    LEFT JOIN score_item AS m ON m.item = i.item
    LEFT JOIN projects AS p ON p.item = i.item
    WHERE i.year = getvariable('score_year') AND i.quarter = getvariable('score_quarter') AND i.sequence = getvariable('score_sequence')
      AND i.entity = getvariable('score_entity')
),
lists AS (
    SELECT list({list: list, place: place, places: places, place_met: place_met, item: item, value: value, sign: sign, bound: bound,
                 condition_met: condition_met, exemption: exemption, member: member, streak: streak} ORDER BY list DESC) AS lists
    FROM score_list
    WHERE year = getvariable('score_year') AND quarter = getvariable('score_quarter') AND sequence = getvariable('score_sequence')
      AND entity = getvariable('score_entity')
)
SELECT s.year, s.quarter, s.final, s.as_of, s.reported_to, s.scheme, s.sequence, s.entity, s.score, s.base, s.bonus, s.deduction,
       s.rank, s.ranked, s.previous_rank, s.movement, s.unranked, p.parts, l.lists
FROM score AS s, parts AS p, lists AS l
WHERE s.year = getvariable('score_year') AND s.quarter = getvariable('score_quarter') AND s.sequence = getvariable('score_sequence')
  AND s.entity = getvariable('score_entity')
