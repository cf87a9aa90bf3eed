/*
metrics:
  shixu_list_member:
    help: Whether the entity is on the list of the last final quarter.
    zh: 该单位是否在最近一个定稿季度的红榜或黑榜上
    value: member
  shixu_list_streak:
    help: Consecutive quarters that the entity has been on the list, up to the last final one; 0 where it is not on it.
    zh: 截至最近一个定稿季度连续在榜的季度数；不在榜为 0
    value: streak
labels: [sequence, entity, list]
max_series: 2000
*/
WITH last AS (SELECT year, quarter FROM score_quarter WHERE final ORDER BY year DESC, quarter DESC LIMIT 1)
SELECT l.sequence, l.entity, l.list, CAST(l.member AS INTEGER) AS member, l.streak
FROM score_list AS l
JOIN last AS q ON q.year = l.year AND q.quarter = l.quarter
