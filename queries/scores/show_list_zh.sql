-- show_list.sql for people, in Chinese.
SELECT q.title_zh AS "序列", s.rank AS "位次", s.entity AS "单位", s.score AS "总分", s.base AS "基础分", s.bonus AS "加分", s.deduction AS "扣分",
       CASE WHEN s.movement > 0 THEN '↑ ' || s.movement WHEN s.movement < 0 THEN '↓ ' || -s.movement WHEN s.movement = 0 THEN '—' ELSE '' END AS "位次变化",
       coalesce(CASE WHEN l.list = 'red' THEN '红榜' WHEN l.list = 'black' THEN '黑榜' END
                || CASE WHEN l.streak > 1 THEN '，连续 ' || l.streak || ' 季' ELSE '' END,
                CASE s.unranked WHEN 'projects' THEN '项目不足，不排名' WHEN 'measure' THEN '无计划可考核，不排名' END, '') AS "榜单"
FROM score AS s
JOIN scoring_sequence AS q ON q.sequence = s.sequence
LEFT JOIN score_list AS l ON l.year = s.year AND l.quarter = s.quarter AND l.sequence = s.sequence AND l.entity = s.entity AND l.member
WHERE s.year = getvariable('score_year') AND s.quarter = getvariable('score_quarter')
  AND (getvariable('score_sequence') IS NULL OR s.sequence = getvariable('score_sequence'))
ORDER BY q.position, s.rank NULLS LAST, s.entity
