-- 哪些行被搁置，为什么？
-- Which rows were set aside, and why?
SELECT file, sheet, row_number, column_name, value, reason_zh, reason_en
FROM reject
ORDER BY file, row_number
