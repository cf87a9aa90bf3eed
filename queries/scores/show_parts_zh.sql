-- The parts of a score for people, in Chinese: they add up to it.
SELECT CASE i.kind WHEN 'base' THEN '基础' WHEN 'bonus' THEN '加分' WHEN 'deduction' THEN '扣分' ELSE '条件' END AS "类别",
       i.title_zh AS "指标",
       coalesce(score_value_text(i.value, m.value_kind, m.unit, '亿元', 1e8), '') AS "数值",
       CASE WHEN m.value_kind = 'sum' OR i.value IS NULL THEN ''
            ELSE score_figure(i.numerator, m.unit, '亿元', 1e8) || ' ÷ ' || score_figure(i.denominator, m.unit, '亿元', 1e8) END AS "计算",
       lpad(coalesce(CAST(i.weight AS VARCHAR), ''), 6, ' ') AS "权重", lpad(coalesce(CAST(i.points AS VARCHAR), ''), 6, ' ') AS "得分",
       concat_ws('；',
           CASE i.remark WHEN 'capped' THEN '已封顶' WHEN 'floored' THEN '已保底' WHEN 'missing' THEN '无此类项目或计划，计零分'
                         WHEN 'average' THEN '无此类项目，按其余指标平均' END,
           CASE m.points_by WHEN 'elapsed' THEN '对照时序进度 ' || share_text(q.elapsed) WHEN 'best' THEN '对照最高者' END) AS "说明"
FROM score_indicator AS i
JOIN score_quarter AS q ON q.year = i.year AND q.quarter = i.quarter
LEFT JOIN score_item AS m ON m.item = i.item
WHERE i.year = getvariable('score_year') AND i.quarter = getvariable('score_quarter') AND i.sequence = getvariable('score_sequence')
  AND i.entity = getvariable('score_entity')
ORDER BY i.position
