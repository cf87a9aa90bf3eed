/*
metrics:
  shixu_breakthroughs:
    help: Verified landmarks of the six batches achieved in the year.
    value: breakthroughs
  shixu_breakthrough_points:
    help: Points that the landmarks of the six batches achieved in the year were given.
    value: points
labels: [year, batch, kind, district]
max_series: 5000
*/
SELECT year, batch, kind, district, count(*) AS breakthroughs, coalesce(sum(points), 0) AS points
FROM breakthroughs_on($as_of)
WHERE year BETWEEN year(coalesce($reported_to, $as_of)) AND year($as_of)
GROUP BY year, batch, kind, district
