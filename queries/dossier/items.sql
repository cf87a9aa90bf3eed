-- The project's coordination items as they stand on the as-of date, open ones
-- first, with the cell each was read from. At most $limit rows; total says how
-- many there are.
SELECT c.item_id, coalesce(i.title, '') AS title, coalesce(i.element, '') AS element, coalesce(i.responsible, '') AS responsible,
       c.state, c.overdue, c.age_days,
       store.date_as_written(i.raised_on, i.raised_on_precision) AS raised_on,
       store.date_as_written(i.due_on, i.due_on_precision) AS due_on,
       store.date_as_written(i.resolved_on, i.resolved_on_precision) AS resolved_on,
       l.path AS file, coalesce(i.sheet, '') AS sheet, i.row_number, l.known_on, count(*) OVER () AS total
FROM coordination AS c
JOIN coordination_item AS i ON i.item_id = c.item_id
JOIN store.load AS l ON l.load_id = i.load_id
WHERE c.project_id = $project
ORDER BY c.state, c.raised_on DESC, c.item_id
LIMIT CAST($limit AS BIGINT)
