-- The score that is explained, for people, in Chinese.
SELECT s.entity AS "单位", q.title_zh AS "序列", s.year || '年' || s.quarter || '季度' || CASE WHEN s.final THEN '' ELSE '（暂计）' END AS "季度",
       s.score AS "总分", s.base AS "基础分", s.bonus AS "加分", s.deduction AS "扣分",
       CASE s.unranked WHEN 'projects' THEN '项目不足，不排名' WHEN 'measure' THEN '无计划可考核，不排名' ELSE s.rank || ' / ' || s.ranked END AS "位次",
       CASE WHEN s.movement > 0 THEN '↑ ' || s.movement WHEN s.movement < 0 THEN '↓ ' || -s.movement WHEN s.movement = 0 THEN '—' ELSE '' END AS "位次变化",
       s.reported_to AS "填报截至"
FROM score AS s
JOIN scoring_sequence AS q ON q.sequence = s.sequence
WHERE s.year = getvariable('score_year') AND s.quarter = getvariable('score_quarter') AND s.sequence = getvariable('score_sequence')
  AND s.entity = getvariable('score_entity')
