/*
metrics:
  shixu_coordination_open_items:
    help: Open coordination items by the days since they were raised.
    zh: 未解决协调事项数，按提出至今的天数
    value: items
    labels: [year, element, district, responsible, age_days]
  shixu_coordination_overdue_items:
    help: Open coordination items whose due date has passed.
    zh: 已过应解决日期仍未解决的协调事项数
    value: overdue
    labels: [year, element, district, responsible]
  shixu_coordination_resolution_seconds:
    help: Time from raising to resolving, summed over the items resolved; over their number it is the mean.
    zh: 已解决事项从提出到解决的用时合计；除以件数为平均
    value: resolution
    labels: [year, element, district, responsible]
max_series: 20000
*/
-- Items of the plan year, and older ones that are still open.
WITH item AS (
    SELECT year, state, element, district, coalesce(responsible, 'unknown') AS responsible, raised_on, due_on, resolved_on,
           age_bucket(date_diff('day', raised_on, $as_of)) AS age_days
    FROM coordination_items_on($as_of)
    WHERE year >= date_part('year', coalesce($reported_to, $as_of)) OR state = 'open'
),
body AS (
    SELECT year, element, district, responsible,
           count(*) FILTER (state = 'open' AND coalesce(due_on < $as_of, false)) AS overdue,
           sum(date_diff('day', raised_on, resolved_on)) * 86400 AS resolution
    FROM item GROUP BY year, element, district, responsible
)
SELECT year, element, district, responsible, NULL AS age_days, NULL AS items, overdue, resolution FROM body
UNION ALL
SELECT year, element, district, responsible, age_days, count(*), NULL, NULL FROM item WHERE state = 'open'
GROUP BY year, element, district, responsible, age_days
