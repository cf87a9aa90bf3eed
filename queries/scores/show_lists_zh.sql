-- The lists, their places and conditions for people, in Chinese.
SELECT CASE l.list WHEN 'red' THEN '红榜' ELSE '黑榜' END AS "榜单",
       CASE WHEN l.list = 'red' THEN '第 ' ELSE '倒数第 ' END || coalesce(CAST(l.place AS VARCHAR), '—') || ' 位（上榜：' || CASE WHEN l.list = 'red' THEN '前 ' ELSE '后 ' END || l.places || ' 位）' AS "名次",
       CASE WHEN l.place_met THEN '是' ELSE '否' END AS "名次满足",
       CASE WHEN l.item IS NULL THEN '无' ELSE m.title_zh || ' ' || coalesce(score_value_text(l.value, m.value_kind, m.unit, '亿元', 1e8), '无') || '，须 ' || l.sign || ' '
            || score_value_text(l.bound, m.value_kind, m.unit, '亿元', 1e8) END AS "条件",
       CASE WHEN l.condition_met THEN '是' ELSE '否' END AS "条件满足", coalesce(l.exemption, '') AS "免列事由", CASE WHEN l.member THEN '是' ELSE '否' END AS "上榜",
       CASE WHEN l.final THEN CAST(l.streak AS VARCHAR) ELSE '暂计' END AS "连续季度"
FROM score_list AS l
LEFT JOIN score_item AS m ON m.item = l.item
WHERE l.year = getvariable('score_year') AND l.quarter = getvariable('score_quarter') AND l.sequence = getvariable('score_sequence')
  AND l.entity = getvariable('score_entity')
ORDER BY l.list DESC
