/*
metrics:
  shixu_plan_adjusted_timestamp_seconds:
    help: When a plan of the district was last adjusted - approved anew (kind baseline), or changed in the annual plan (kind annual_plan) - as midnight UTC.
    zh: 区市县的计划最近一次调整的时间（UTC 零时）：baseline 为重新批复工期与投资，annual_plan 为调整年度计划
    value: adjusted
labels: [district, kind]
max_series: 2000
*/
-- For annotations: the value is the moment to mark.
SELECT district, kind, epoch(max(adjusted_on)::TIMESTAMP) AS adjusted
FROM plan_adjustment
GROUP BY district, kind
