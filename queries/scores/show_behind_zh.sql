-- The projects behind every item for people, in Chinese.
SELECT title_zh || '（' || projects || ' 个）' AS "指标", project_id AS "项目编码", name AS "项目名称",
       score_figure(numerator, unit, '亿元', 1e8) AS "分子", coalesce(score_figure(denominator, unit, '亿元', 1e8), '') AS "分母",
       CASE WHEN value_kind = 'ratio' AND unit = 'money' AND denominator <> 0 THEN share_text(numerator / denominator) ELSE '' END AS "比率"
FROM score_behind ORDER BY position, place
