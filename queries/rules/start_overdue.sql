/*
title: {zh: 逾期未开工, en: Start overdue}
group: start
subject: project
datasets: [project, annual_plan]
parameters:
  red_after_months: {default: 3, type: integer, zh: 计划期过后多少个月仍未开工为红色, en: Months after the planned period from which it is red}
severities:
  yellow: {respond_within: 30}
  red: {respond_within: 15}
source: >
  银川市 2025：计划开工月份已过无正当理由未开工为黄，连续三个月为红 / Yinchuan 2025: yellow once the
  planned month has passed without a valid reason, red after three months on end (glossary 1.7)
*/
-- A planned period has passed the day after its last: with March planned,
-- yellow from 1 April, and after three months more (April to June) red from 1 July.
SELECT project_id, '' AS subject,
       CASE WHEN $as_of > months_after(planned_start, $red_after_months) THEN 'red' ELSE 'yellow' END AS severity,
       coalesce(owner, district) AS responsible,
       '计划 ' || period_zh(planned_start, planned_start_precision) || '开工，逾期未开工'
           || CASE WHEN $as_of > months_after(planned_start, $red_after_months) THEN '，已超过 ' || $red_after_months || ' 个月' ELSE '' END AS why_zh,
       'Planned start ' || period_en(planned_start, planned_start_precision) || ', not started'
           || CASE WHEN $as_of > months_after(planned_start, $red_after_months) THEN ', for more than ' || $red_after_months || ' months' ELSE '' END AS why_en,
       planned_start AS due_on,
       '查明未开工原因，明确开工时间与责任人；有正当理由的申请豁免' AS suggestion_zh,
       'Find out why, and set a date and a person; ask for a waiver where there is a valid reason' AS suggestion_en,
       CAST(date_diff('day', planned_start, $as_of) AS DOUBLE) AS value
FROM project_measure
WHERE year = year($as_of) AND project_stage = 'preparation' AND planned_start < $as_of
