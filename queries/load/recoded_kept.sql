{{- /*
  Which projects got their code from which row; .LoadID
*/ -}}
INSERT INTO store.project_recoded (project_key, old_id, new_id, load_id, sheet, row_number)
SELECT r.project_key, r.old_id, r.new_id, {{.LoadID}}, {{if .Sheets}}i.sheet{{else}}NULL{{end}}, i.row_number
FROM recoded AS r
JOIN incoming AS i ON i.row_id = r.row_id
WHERE r.codes = 1 AND r.names = 1 AND r.bearers = 1
ORDER BY i.row_number;
