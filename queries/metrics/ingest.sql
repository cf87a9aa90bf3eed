/*
metrics:
  shixu_ingest_files_total:
    help: Files loaded.
    zh: 已装载的文件数
    type: counter
    value: files
  shixu_ingest_rows_read_total:
    help: Rows of data read from the files loaded.
    zh: 从已装载文件读到的数据行数
    type: counter
    value: rows_read
  shixu_ingest_rows_loaded_total:
    help: Rows that were new or changed an earlier one.
    zh: 新增或更正的行数
    type: counter
    value: rows_loaded
  shixu_ingest_rows_rejected_total:
    help: Rows set aside.
    zh: 搁置的行数
    type: counter
    value: rows_set_aside
  shixu_ingest_last_success_timestamp_seconds:
    help: When a file of the job was loaded last.
    zh: 该任务最近一次装载文件的时间
    value: last_success
  shixu_ingest_last_duration_seconds:
    help: How long the last file of the job took.
    zh: 该任务最近一个文件的用时
    value: duration
labels: [ingest_job]
max_series: 1000
history: false
*/
-- From the warehouse's own records, so that a restart resets nothing.
SELECT job AS ingest_job, count(*) AS files, sum(rows_read) AS rows_read, sum(rows_new + rows_changed) AS rows_loaded,
       sum(rows_set_aside) AS rows_set_aside, epoch(max(loaded_at)) AS last_success, arg_max(duration_seconds, load_id) AS duration
FROM load
GROUP BY job
