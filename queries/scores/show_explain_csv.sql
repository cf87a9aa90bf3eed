-- A score with its parts, conditions and projects, for machines: one row each.
SELECT 'part' AS section, i.position, i.item, i.kind, i.title_zh, i.title_en, m.formula_zh, m.formula_en, m.unit, m.value_kind,
       i.numerator, i.denominator, i.value, i.weight, i.points, i.remark, i.projects,
       CAST(NULL AS VARCHAR) AS project_id, CAST(NULL AS VARCHAR) AS name, CAST(NULL AS VARCHAR) AS list,
       CAST(NULL AS VARCHAR) AS sign, CAST(NULL AS DOUBLE) AS bound, CAST(NULL AS BIGINT) AS place, CAST(NULL AS BOOLEAN) AS member
FROM score_indicator AS i
LEFT JOIN score_item AS m ON m.item = i.item
WHERE i.year = getvariable('score_year') AND i.quarter = getvariable('score_quarter') AND i.sequence = getvariable('score_sequence')
  AND i.entity = getvariable('score_entity')
UNION ALL
SELECT 'list', 3000, l.item, NULL, m.title_zh, m.title_en, NULL, NULL, m.unit, m.value_kind,
       NULL, NULL, l.value, NULL, NULL, l.exemption, NULL, NULL, NULL, l.list, l.sign, l.bound, l.place, l.member
FROM score_list AS l
LEFT JOIN score_item AS m ON m.item = l.item
WHERE l.year = getvariable('score_year') AND l.quarter = getvariable('score_quarter') AND l.sequence = getvariable('score_sequence')
  AND l.entity = getvariable('score_entity')
UNION ALL
SELECT 'project', 4000 + position, item, NULL, title_zh, title_en, NULL, NULL, unit, value_kind,
       numerator, denominator, numerator / nullif(denominator, 0), NULL, NULL, NULL, projects, project_id, name, NULL, NULL, NULL, NULL, NULL
FROM score_behind
ORDER BY position, numerator DESC, project_id, list DESC
