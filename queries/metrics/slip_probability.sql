/*
metrics:
  shixu_start_slip_probability_ratio:
    help: Probability that a project yet to start will not have by the end of its planned period; 1 where that has passed.
    zh: 待开工项目逾期开工的概率；已逾期为 1
    value: start_slip
  shixu_completion_slip_probability_ratio:
    help: Probability that a project yet to be completed will not be by the end of its planned period; 1 where that has passed or a later date is reported.
    zh: 未竣工项目逾期竣工的概率；已逾期或已报推迟为 1
    value: completion_slip
labels: [project_id]
max_series: 5000
enabled: per_project
*/
SELECT coalesce(s.project_id, c.project_id) AS project_id, s.slip_probability AS start_slip, c.slip_probability AS completion_slip
FROM (SELECT * FROM start_forecast WHERE year = year(coalesce($reported_to, $as_of))) AS s
FULL JOIN (SELECT * FROM completion_forecast WHERE year = year(coalesce($reported_to, $as_of))) AS c ON c.project_key = s.project_key
