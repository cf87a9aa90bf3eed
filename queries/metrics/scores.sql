/*
metrics:
  shixu_score:
    help: Score of the quarter; the quarter that is not closed yet is provisional.
    zh: 季度得分；未结束的季度为暂计
    value: score
  shixu_score_rank:
    help: Rank by the score of the quarter, the first being 1; who is equal by all tie rules shares one.
    zh: 季度得分名次，1 为第一；各项规则都分不出先后的并列
    value: rank
  shixu_score_rank_change:
    help: Ranks gained since the quarter before; negative where they were lost, absent where there was no rank before.
    zh: 名次较上季度上升的位数；下降为负，此前无名次则缺
    value: movement
labels: [year, quarter, sequence, entity]
max_series: 5000
*/
-- Who is not ranked has no score: a district without projects, a plan of zero.
SELECT year, quarter, sequence, entity, score, rank, movement
FROM score
WHERE year BETWEEN date_part('year', coalesce($reported_to, $as_of)) AND date_part('year', $as_of)
