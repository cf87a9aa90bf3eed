/*
metrics:
  shixu_project_coordination_items:
    help: Coordination items of a project raised by the as-of date; projects without any have no series.
    zh: 截至日期前提出的项目协调事项；没有事项的项目无序列
    value: items
labels: [project_id, state]
max_series: 10000
enabled: per_project
*/
SELECT project_id, state, count(*) AS items
FROM coordination
GROUP BY project_id, state
