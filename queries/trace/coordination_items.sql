/*
explains:
  shixu_coordination_items: item
*/
-- The rows of the ledger: items of the plan year, and older ones still open.
SELECT c.year, c.state, c.element, c.district, 1 AS item, c.item_id, i.project_id, c.title, c.raised_on, c.resolved_on,
       l.path AS file, t.sheet, t.row_number, l.known_on, nl.path AS corrected_by
FROM coordination_items_on(as_of()) AS c
JOIN store.coordination_item AS t ON t.item_id = c.item_id AND is_known(t.load_id, t.replaced_by)
LEFT JOIN store.project_key AS i ON i.project_key = c.project_key
LEFT JOIN store.load AS l ON l.load_id = t.load_id
LEFT JOIN store.load AS nl ON nl.load_id = t.replaced_by
WHERE c.year >= year(coalesce(reported_to(), as_of())) OR c.state = 'open'
ORDER BY c.raised_on, c.item_id
