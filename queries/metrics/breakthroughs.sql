/*
metrics:
  shixu_breakthroughs:
    help: Verified landmarks of the six batches achieved in the year.
    zh: 当年经认定的“六个一批”突破性进展数
    value: breakthroughs
  shixu_breakthrough_points:
    help: Points that the landmarks of the six batches achieved in the year were given.
    zh: 当年“六个一批”突破性进展得分
    value: points
labels: [year, batch, kind, district]
max_series: 5000
*/
SELECT year, batch, kind, district, count(*) AS breakthroughs, coalesce(sum(points), 0) AS points
FROM breakthroughs_on($as_of)
WHERE year BETWEEN date_part('year', coalesce($reported_to, $as_of)) AND date_part('year', $as_of)
GROUP BY year, batch, kind, district
