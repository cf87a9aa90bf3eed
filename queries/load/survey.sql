{{- /*
  What the stage holds of each file: rows of data, rows that are none (subtotals, titles,
  notes; empty ones do not count), whether some row names its project and gives
  no id, and what the keys lie between.

  .ByID     the field that gives a project's id, where names may do it too; else empty
  .Ranged   the month, day or year of the key, or empty
  .Several  the stage holds several files; of one nothing is grouped, which takes
            a third of the time
  .Parts    tables have months side by side: what is none of data stands in all of
            them, and is one row of its table
  .Sheets   the files have sheets
*/ -}}
SELECT {{if .Several}}file{{else}}0 AS file{{end}},
       count(*) FILTER (other IS NULL) AS data_rows,
       {{if .Parts}}count(DISTINCT ({{if .Sheets}}sheet, {{end}}row_number)) FILTER (other IN (2, 3, 4)){{else}}count(other) FILTER (other <> 1){{end}} AS other_rows,
       {{if .ByID}}coalesce(bool_or({{.ByID}} IS NULL AND project_name IS NOT NULL), false){{else}}false{{end}} AS by_name,
       {{if .Ranged}}min({{.Ranged}})::VARCHAR{{else}}NULL{{end}} AS first_key,
       {{if .Ranged}}max({{.Ranged}})::VARCHAR{{else}}NULL{{end}} AS last_key,
       {{if .Parts}}coalesce(bool_or(other = 5), false){{else}}false{{end}} AS blank_months
FROM stage
{{- if .Several}}
GROUP BY file
{{- end}};
