/*
metrics:
  shixu_start_slip_probability_ratio:
    help: Probability that a project yet to start will not have by the end of its planned period; 1 where that has passed.
    zh: 待开工项目逾期开工的概率；已逾期为 1
    value: start_slip
labels: [project_id]
max_series: 5000
enabled: per_project
*/
SELECT project_id, slip_probability AS start_slip
FROM start_forecast
WHERE year = date_part('year', coalesce($reported_to, $as_of))
