-- The projects behind every item for people, in English.
SELECT title_en || ' (' || projects || ')' AS indicator, project_id, name,
       score_figure(numerator, unit, 'm', 1e6) AS numerator, coalesce(score_figure(denominator, unit, 'm', 1e6), '') AS denominator,
       CASE WHEN value_kind = 'ratio' AND unit = 'money' AND denominator <> 0 THEN share_text(numerator / denominator) ELSE '' END AS ratio
FROM score_behind ORDER BY position, place
