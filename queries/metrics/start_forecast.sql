/*
metrics:
  shixu_starts_expected_late:
    help: Of the projects yet to start, how many will not have by the end of their planned period - the sum of their probabilities, 1 for those it has passed.
    zh: 预计逾期开工的项目数：待开工项目逾期概率之和，已逾期计 1
    value: late
labels: [year, district]
max_series: 2000
*/
-- In order, so that the same projects give the same sum to the last bit however their
-- rows lie, and no refresh moves a figure of which nothing changed.
SELECT year, district, sum(slip_probability ORDER BY slip_probability) AS late
FROM date_outlook('start')
GROUP BY year, district
