/*
title: {zh: 竣工未投用, en: Not in service after completion}
group: completion
subject: project
datasets: [project]
parameters:
  months: {default: 6, zh: 没有计划投用时间的，竣工后多少个月应投用, en: Months after completion by which a project without a planned entry into service should be in service}
  red_after_months: {type: integer, default: 6, zh: 应投用之后多少个月仍未投用为红色, en: Months after that from which it is red}
severities:
  yellow: {respond_within: 30}
  red: {respond_within: 15}
source: glossary 1.4（投运率）；期限为本系统缺省值 / periods are defaults of ours
*/
WITH project AS (
    SELECT *, coalesce(planned_in_service, months_after(actual_completion, $months)) AS due
    FROM project_measure
    WHERE year = year($as_of) AND project_stage = 'completed'
)
SELECT project_id, '' AS subject, CASE WHEN $as_of > months_after(due, $red_after_months) THEN 'red' ELSE 'yellow' END AS severity,
       coalesce(owner, district) AS responsible,
       period_zh(actual_completion, actual_completion_precision) || '竣工，'
           || CASE WHEN planned_in_service IS NULL THEN '超过 ' || $months || ' 个月未投用'
                   ELSE '计划 ' || period_zh(planned_in_service, planned_in_service_precision) || '投用，逾期未投用' END AS why_zh,
       'Completed ' || period_en(actual_completion, actual_completion_precision)
           || CASE WHEN planned_in_service IS NULL THEN ' and not in service ' || $months || ' months later'
                   ELSE ', planned to be in service by ' || period_en(planned_in_service, planned_in_service_precision) || ', and is not' END AS why_en,
       due AS due_on,
       '查明验收、移交、招商或运营中的堵点' AS suggestion_zh,
       'Find what is in the way: acceptance, handing over, tenants or operation' AS suggestion_en,
       CAST(date_diff('day', due, $as_of) AS DOUBLE) AS value
FROM project
WHERE due < $as_of
