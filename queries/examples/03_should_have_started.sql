-- 哪些项目应开工未开工，逾期多久？
-- Which projects should have started and have not, and for how long?
SELECT project_id, name, district, owner, planned_start, planned_start_precision, delay_days
FROM project_start
WHERE due = 'overdue' AND project_stage = 'preparation'
ORDER BY delay_days DESC, project_id
