{{- /*
  Where months stand side by side with their total: the totals that are not the
  sum of the months, in hundredths of the currency. Whoever asks knows how far
  rounding may take them apart. A month that cannot be read may be what lacks.

  .Sheet    the column of the sheet, NULL where files have none
  .Amount   the field that the months and their total hold; .Bit in unread
  .Named    the stage has the projects' names
*/ -}}
SELECT file, coalesce({{.Sheet}}, ''), row_number,
       coalesce(any_value(project_id){{if .Named}}, any_value(project_name){{end}}, ''),
       max({{.Amount}} * 100) FILTER (other = 6)::BIGINT AS declared,
       coalesce(sum({{.Amount}} * 100) FILTER (other IS NULL), 0)::BIGINT AS computed
FROM stage
GROUP BY file, {{.Sheet}}, row_number
HAVING declared <> computed AND NOT bool_or(unread & {{.Bit}} <> 0)
ORDER BY file, min(rowid);
