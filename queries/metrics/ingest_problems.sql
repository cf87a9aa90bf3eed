/*
metrics:
  shixu_ingest_problems_total:
    help: Problems for which rows were set aside, by their reason; a row can have several.
    zh: 搁置行的问题数，按原因；一行可有多个
    type: counter
    value: problems
labels: [ingest_job, reason]
max_series: 2000
history: false
*/
SELECT l.job AS ingest_job, r.code AS reason, count(*) AS problems
FROM reject AS r
JOIN load AS l ON l.load_id = r.load_id
GROUP BY l.job, r.code
