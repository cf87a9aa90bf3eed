/*
metrics:
  shixu_coordination_items:
    help: Coordination items by the year they were raised in and their state on the as-of date.
    zh: 协调事项数，按提出年度和截至日期的状态
    value: items
labels: [year, state, element, district]
max_series: 5000
*/
-- Items of the plan year, and older ones that are still open. How many of the
-- older ones were resolved is not counted, so it is absent and not 0.
WITH item AS (
    SELECT year, state, element, district FROM coordination_items_on($as_of)
    WHERE year >= date_part('year', coalesce($reported_to, $as_of)) OR state = 'open'
)
SELECT year, s.state, element, district, count(*) FILTER (item.state = s.state) AS items
FROM item
JOIN (SELECT unnest(['open', 'resolved']) AS state) AS s
  ON s.state = 'open' OR item.year >= date_part('year', coalesce($reported_to, $as_of))
GROUP BY year, s.state, element, district
