/*
metrics:
  shixu_breakthroughs:
    help: Verified landmarks of the six batches achieved in the year.
    value: breakthroughs
labels: [year, batch, kind, district]
max_series: 5000
*/
SELECT year(b.achieved_on) AS year, b.batch, b.kind, p.district, count(*) AS breakthroughs
FROM breakthrough AS b
LEFT JOIN project AS p ON p.project_id = b.project_id
WHERE happened(b.achieved_on, b.achieved_on_precision, $as_of)
  AND year(b.achieved_on) BETWEEN year(coalesce($reported_to, $as_of)) AND year($as_of)
GROUP BY ALL
