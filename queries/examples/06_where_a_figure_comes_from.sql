-- 一个数字从哪个文件、哪个工作表、哪一行来？（以完成额最大的项目为例）
-- From which file, sheet and row does a figure come? (the project that completed most)
SELECT r.project_id, r.month, r.completed_ytd, r.derived, l.path AS file, r.sheet, r.row_number, l.known_on
FROM investment_report AS r
JOIN load AS l ON l.load_id = r.load_id
WHERE r.project_id = (SELECT project_id FROM progress ORDER BY completed DESC LIMIT 1)
ORDER BY r.month
