/*
metrics:
  shixu_project_info:
    help: What is known of a key project; the value is always 1.
    type: info
    value: one
    labels: [project_id, name, district, sector, project_type, level, project_owner]
  shixu_project_completion_ratio:
    help: Completed over planned investment of the year.
    value: completion_ratio
  shixu_project_schedule_performance_ratio:
    help: Completed over what the calendar asks for by the month reported to (SPI).
    value: performance
  shixu_project_start_delay_seconds:
    help: How long the start is overdue, or came after the end of its planned period.
    value: start_delay
  shixu_project_completion_slip_seconds:
    help: Forecast or actual completion minus planned completion.
    value: slip
  shixu_project_last_report_timestamp_seconds:
    help: The end of the last month reported, as midnight UTC.
    value: last_report
labels: [project_id]
max_series: 5000
enabled: per_project
*/
SELECT k.project_id, k.name, k.district, k.sector, k.project_type, k.level, coalesce(k.owner, '') AS project_owner,
       1 AS one,
       CAST(k.completed AS DOUBLE) / nullif(k.planned_investment, 0) AS completion_ratio,
       CAST(k.completed AS DOUBLE) / nullif(k.planned_investment * schedule_elapsed($reported_to), 0) AS performance,
       CASE WHEN k.planned_start IS NOT NULL AND k.project_stage NOT IN ('suspended', 'cancelled')
            THEN greatest(0, date_diff('day', k.planned_start,
                 CASE WHEN happened(k.actual_start, k.actual_start_precision, $as_of)
                      THEN period_start(k.actual_start, k.actual_start_precision) ELSE $as_of END)) * 86400 END AS start_delay,
       date_diff('day', k.planned_completion, coalesce(k.actual_completion, k.forecast_completion)) * 86400 AS slip,
       epoch(last_day(k.last_month)::TIMESTAMP) AS last_report
FROM key_project AS k
WHERE k.year = year(coalesce($reported_to, $as_of))
