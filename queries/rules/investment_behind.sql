/*
title: {zh: 投资进度滞后, en: Investment behind the calendar}
group: progress
subject: project
clock: reports
datasets: [investment_report, annual_plan, monthly_plan, project]
parameters:
  basis:
    default: ratio
    one_of: [ratio, shortfall, points]
    zh: 比较方式：ratio 完成额占应完成额的比例；shortfall 未完成部分占应完成额的比例；points 落后于时序进度的百分点
    en: "What is compared: completed over due (ratio), the part of what is due that is not completed (shortfall), or points of the year's plan behind the calendar (points)"
  notice: {type: number, zh: 提示的界限, en: Limit of a notice}
  notice_included: {default: false, zh: 恰在界限时是否提示, en: Whether exactly the limit counts}
  yellow: {default: 0.8, zh: 黄色的界限, en: Limit of yellow}
  yellow_included: {default: false, zh: 恰在界限时是否黄色, en: Whether exactly the limit counts}
  red: {type: number, default: 0.6, zh: 红色的界限, en: Limit of red}
  red_included: {default: false, zh: 恰在界限时是否红色, en: Whether exactly the limit counts}
  from_month: {default: 1, zh: 从几月起, en: From which month of the year}
severities:
  notice:
  yellow: {respond_within: 30}
  red: {respond_within: 15}
source: >
  武汉市重大项目管理办法：低于时序进度 80% 为黄，低于 60% 为红；三亚、银川及其他见 glossary 1.7 / Wuhan: yellow
  below 80 % of the time progress, red below 60 %; Sanya, Yinchuan and others in glossary 1.7
*/
-- Only for projects under construction (促建), and where something is due.
WITH project AS (
    SELECT *,
           CASE $basis WHEN 'points' THEN -points_ahead
                       WHEN 'shortfall' THEN 1 - completed / planned_to_date
                       ELSE completed / planned_to_date END AS figure
    FROM project_measure
    WHERE year = year($reported_to) AND month($reported_to) >= $from_month
      AND project_stage = 'in_construction' AND planned_to_date > 0
),
judged AS (
    SELECT *,
           CASE WHEN $basis = 'ratio' THEN
                    CASE WHEN below(figure, $red, $red_included) THEN 'red'
                         WHEN below(figure, $yellow, $yellow_included) THEN 'yellow'
                         WHEN below(figure, $notice, $notice_included) THEN 'notice' END
                ELSE
                    CASE WHEN above(figure, $red, $red_included) THEN 'red'
                         WHEN above(figure, $yellow, $yellow_included) THEN 'yellow'
                         WHEN above(figure, $notice, $notice_included) THEN 'notice' END
           END AS severity
    FROM project
)
SELECT project_id, '' AS subject, severity, coalesce(owner, district) AS responsible,
       '截至 ' || period_zh($reported_to, 'month') || '完成年度计划的 ' || share_text(completed / planned_investment)
           || '，应完成 ' || share_text(planned_to_date / planned_investment)
           || '，为应完成额的 ' || share_text(completed / planned_to_date) AS why_zh,
       share_text(completed / planned_investment) || ' of the year''s plan done by ' || period_en($reported_to, 'month')
           || ' where ' || share_text(planned_to_date / planned_investment) || ' is due: '
           || share_text(completed / planned_to_date) || ' of it' AS why_en,
       CAST(NULL AS DATE) AS due_on,
       CASE WHEN pace_needed > 0 THEN '分析滞后原因；至年底每月须完成年度计划的 ' || share_text(pace_needed / planned_investment)
                 || coalesce('，近三个月平均 ' || share_text(recent_pace / planned_investment), '') ELSE '分析滞后原因，制定赶工措施' END AS suggestion_zh,
       CASE WHEN pace_needed > 0 THEN 'Find the cause; ' || share_text(pace_needed / planned_investment) || ' of the year''s plan is needed a month until December'
                 || coalesce(', the last three months gave ' || share_text(recent_pace / planned_investment), '') ELSE 'Find the cause and plan how to catch up' END AS suggestion_en,
       CAST(round(figure, 9) AS DOUBLE) AS value
FROM judged
WHERE severity IS NOT NULL
