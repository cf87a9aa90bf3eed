/*
title: {zh: 预计竣工晚于计划, en: Completion forecast beyond plan}
group: completion
subject: project
datasets: [project, schedule_report, baseline]
parameters:
  against: {default: latest, one_of: [latest, original], zh: 与哪个计划比：latest 最近批复，original 原始批复, en: "The plan compared with: the latest approved, or the original"}
  yellow_days: {default: 30, zh: 晚多少天以上为黄色, en: Days beyond plan above which it is yellow}
  red_days: {type: integer, default: 90, zh: 晚多少天以上为红色, en: Days beyond plan above which it is red}
  estimated: {default: false, zh: 是否采用系统推算的竣工时间, en: Whether dates estimated from the pace of work count}
severities:
  yellow: {respond_within: 30}
  red: {respond_within: 15}
source: >
  纽约州审计长：晚于计划三个月为延误；海口江东：预计逾期为黄 / New York State Comptroller: delayed is three months
  past planned completion; Haikou Jiangdong: a forecast that is late is yellow (glossary 1.7, 3)
*/
-- A project without a planned completion is counted as such elsewhere, never
-- treated as on time here: it gives no row.
WITH project AS (
    SELECT *, CASE $against WHEN 'original' THEN completion_slip_original_days ELSE completion_slip_days END AS days,
           CASE $against WHEN 'original' THEN original_completion ELSE planned_completion END AS due
    FROM project_measure
    WHERE year = year($as_of) AND project_stage IN ('preparation', 'in_construction')
      AND forecast_completion IS NOT NULL AND (forecast_source <> 'estimated' OR $estimated)
),
judged AS (
    SELECT *, CASE WHEN days > $red_days THEN 'red' WHEN days > $yellow_days THEN 'yellow' END AS severity
    FROM project
)
SELECT project_id, '' AS subject, severity, coalesce(owner, district) AS responsible,
       '预计 ' || period_zh(forecast_completion, 'day') || '竣工，比计划的 ' || period_zh(due, CASE WHEN $against = 'latest' THEN planned_completion_precision ELSE 'day' END)
           || '晚 ' || days || ' 天' AS why_zh,
       'Completion is forecast for ' || period_en(forecast_completion, 'day') || ', ' || days || ' days after the planned '
           || period_en(due, CASE WHEN $against = 'latest' THEN planned_completion_precision ELSE 'day' END) AS why_en,
       due AS due_on,
       '分析关键线路，提出赶工或调整工期的意见' AS suggestion_zh,
       'Look at the critical path; propose how to catch up, or a new approved date' AS suggestion_en,
       CAST(days AS DOUBLE) AS value
FROM judged
WHERE severity IS NOT NULL
