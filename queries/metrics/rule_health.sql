/*
metrics:
  shixu_rule_failed:
    help: Whether the warning rule failed when it was last evaluated (1); its warnings then stay as they were.
    zh: 预警规则最近一次评估是否出错（1）；其预警保持原样
    value: failed
  shixu_rule_last_success_timestamp_seconds:
    help: When the warning rule was last evaluated without error.
    zh: 预警规则最近一次评估成功的时间
    value: succeeded
labels: [rule]
max_series: 1000
history: false
*/
SELECT rule, CAST(failed AS INTEGER) AS failed, epoch(succeeded_at) AS succeeded
FROM warning_rule_health
