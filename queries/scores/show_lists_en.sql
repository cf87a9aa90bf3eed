-- The lists, their places and conditions for people, in English.
SELECT l.list,
       coalesce(CAST(l.place AS VARCHAR), '—') || CASE WHEN l.list = 'red' THEN ' (on it: the first ' ELSE ' from the last (on it: the last ' END || l.places || ')' AS place,
       CASE WHEN l.place_met THEN 'yes' ELSE 'no' END AS place_met,
       CASE WHEN l.item IS NULL THEN 'none' ELSE m.title_en || ' ' || coalesce(score_value_text(l.value, m.value_kind, m.unit, 'm', 1e6), 'unknown') || ', to be ' || l.sign || ' '
            || score_value_text(l.bound, m.value_kind, m.unit, 'm', 1e6) END AS condition,
       CASE WHEN l.condition_met THEN 'yes' ELSE 'no' END AS condition_met, coalesce(l.exemption, '') AS exempt, CASE WHEN l.member THEN 'yes' ELSE 'no' END AS on_list,
       CASE WHEN l.final THEN CAST(l.streak AS VARCHAR) ELSE 'provisional' END AS quarters_on_end
FROM score_list AS l
LEFT JOIN score_item AS m ON m.item = l.item
WHERE l.year = getvariable('score_year') AND l.quarter = getvariable('score_quarter') AND l.sequence = getvariable('score_sequence')
  AND l.entity = getvariable('score_entity')
ORDER BY l.list DESC
