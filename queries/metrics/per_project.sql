/*
metrics:
  shixu_project_info:
    help: What is known of a key project; the value is always 1.
    zh: 重点项目的基本情况；值恒为 1
    type: info
    value: one
    labels: [project_id, name, district, sector, project_type, level, project_owner]
  shixu_project_completion_ratio:
    help: Completed over planned investment of the year.
    zh: 项目年度投资完成率
    value: completion_ratio
  shixu_project_schedule_performance_ratio:
    help: Completed over what is due by the month reported to (SPI), by the project's monthly plan, else by the calendar.
    zh: 进度绩效（SPI）：完成额与按月度计划（无则按时序）应完成额之比
    value: performance
  shixu_project_start_delay_seconds:
    help: How long the start is overdue, or came after the end of its planned period.
    zh: 开工逾期或推迟的时长
    value: start_delay
  shixu_project_completion_slip_seconds:
    help: Forecast or actual completion minus planned completion.
    zh: 预计或实际竣工较计划推迟的时长
    value: slip
  shixu_project_last_report_timestamp_seconds:
    help: The end of the last month reported, as midnight UTC.
    zh: 最近填报月份的月末（UTC 零时）
    value: last_report
labels: [project_id]
max_series: 5000
enabled: per_project
*/
SELECT project_id, name, district, sector, project_type, level, coalesce(owner, '') AS project_owner,
       1 AS one, completion_ratio, spi AS performance,
       start_delay_days * 86400 AS start_delay,
       CASE WHEN forecast_source <> 'estimated' THEN completion_slip_days * 86400 END AS slip,
       epoch(last_day(last_month)::TIMESTAMP) AS last_report
FROM project_measure
WHERE year = date_part('year', coalesce($reported_to, $as_of))
