-- How each item is computed, in Chinese words.
SELECT title_zh AS "指标", formula_zh AS "计算方法",
       CASE WHEN kind = 'measure' THEN '只用于上榜条件'
            WHEN kind = 'bonus' THEN '每 1 加 ' || score_number(each) || ' 分' || coalesce('，至多 ' || score_number(cap_points) || ' 分', '')
            WHEN kind = 'deduction' THEN '每 1 扣 ' || score_number(each) || ' 分' || coalesce('，至多 ' || score_number(cap_points) || ' 分', '')
            ELSE CASE points_by WHEN 'elapsed' THEN '达到时序进度得满分' WHEN 'best' THEN '与最高者之比' WHEN 'steps' THEN '按档' WHEN 'place' THEN '按名次'
                                ELSE '达到 ' || score_number(full_at) || ' 得满分' END || '（' || score_number(weight) || ' 分），至多 ' || score_number(cap_points) || ' 分' END AS "折算"
FROM score_item ORDER BY position
