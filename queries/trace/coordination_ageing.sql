/*
explains:
  shixu_coordination_open_items: item
  shixu_coordination_overdue_items: late
  shixu_coordination_resolution_seconds: resolution
*/
-- The rows of the ledger, with how old what is open is, and how long what is
-- resolved took: items of the plan year, and older ones still open.
SELECT c.year, c.element, c.district, coalesce(c.responsible, 'unknown') AS responsible, age_bucket(date_diff('day', c.raised_on, as_of())) AS age_days,
       CASE WHEN c.state = 'open' THEN 1 END AS item,
       CASE WHEN c.state = 'open' AND c.due_on < as_of() THEN 1 END AS late,
       date_diff('day', c.raised_on, c.resolved_on) * 86400 AS resolution,
       c.item_id, i.project_id, c.title, c.state, c.raised_on, c.due_on, c.resolved_on,
       l.path AS file, t.sheet, t.row_number, l.known_on, nl.path AS corrected_by
FROM coordination_items_on(as_of()) AS c
JOIN store.coordination_item AS t ON t.item_id = c.item_id AND is_known(t.load_id, t.replaced_by)
LEFT JOIN store.project_key AS i ON i.project_key = c.project_key
LEFT JOIN store.load AS l ON l.load_id = t.load_id
LEFT JOIN store.load AS nl ON nl.load_id = t.replaced_by
WHERE c.year >= year(coalesce(reported_to(), as_of())) OR c.state = 'open'
ORDER BY c.raised_on, c.item_id
