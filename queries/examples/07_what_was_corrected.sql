-- 哪些已报数字后来被更正，由何值改为何值？
-- Which figures were corrected later, from what to what?
SELECT project_id, key AS month, field, old_value, new_value, revised_on, file
FROM revision
WHERE dataset = 'investment_report'
ORDER BY revised_on, project_id, key, field
