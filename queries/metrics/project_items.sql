/*
metrics:
  shixu_project_coordination_items:
    help: Coordination items of a project raised by the as-of date; projects without any have no series.
    value: items
labels: [project_id, state]
max_series: 10000
enabled: per_project
*/
SELECT project_id, state, count(*) AS items
FROM coordination
GROUP BY project_id, state
