{{- /*
  What is remarked of codes that came later: one line for all that are clear, and
  one for each that is not.
*/ -}}
SELECT 'recoded' AS code, {{if .Sheets}}coalesce(arg_min(i.sheet, i.row_number), ''){{else}}''{{end}} AS sheet, min(i.row_number) AS row_number, arg_min(r.old_id, i.row_number) AS old_id, CAST(count(*) AS VARCHAR) AS new_id
FROM recoded AS r JOIN incoming AS i ON i.row_id = r.row_id
WHERE r.codes = 1 AND r.names = 1 AND r.bearers = 1
HAVING count(*) > 0
UNION ALL
SELECT 'ambiguous_code', {{if .Sheets}}coalesce(i.sheet, ''){{else}}''{{end}}, i.row_number, r.old_id, r.new_id
FROM recoded AS r JOIN incoming AS i ON i.row_id = r.row_id
WHERE r.codes > 1 OR r.names > 1 OR r.bearers > 1
ORDER BY code DESC, row_number;
