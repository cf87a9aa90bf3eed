/*
metrics:
  shixu_ingest_remarks_total:
    help: Remarks on loaded reports by their kind, such as a declared count or sum that the rows do not have; no row was set aside for them.
    zh: 装载时的提示数，按类别，如写明的项数或合计与各行不符；不影响装载
    type: counter
    value: remarks
labels: [ingest_job, kind]
max_series: 2000
history: false
*/
SELECT l.job AS ingest_job, r.code AS kind, count(*) AS remarks
FROM remark AS r
JOIN load AS l ON l.load_id = r.load_id
GROUP BY l.job, r.code
