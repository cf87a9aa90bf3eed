{{- /*
  What the stage holds of each file: rows of data, rows that are none (subtotals, titles,
  notes; empty ones do not count), whether some row names its project and gives
  no id, and what the keys lie between.

  .ByID     the field that gives a project's id, where names may do it too; else empty
  .Ranged   the month, day or year of the key, or empty
  .Several  the stage holds several files; of one nothing is grouped, which takes
            a third of the time
*/ -}}
SELECT {{if .Several}}file{{else}}0 AS file{{end}},
       count(*) FILTER (other IS NULL) AS data_rows,
       count(other) FILTER (other <> 1) AS other_rows,
       {{if .ByID}}coalesce(bool_or({{.ByID}} IS NULL AND project_name IS NOT NULL), false){{else}}false{{end}} AS by_name,
       {{if .Ranged}}min({{.Ranged}})::VARCHAR{{else}}NULL{{end}} AS first_key,
       {{if .Ranged}}max({{.Ranged}})::VARCHAR{{else}}NULL{{end}} AS last_key
FROM stage
{{- if .Several}}
GROUP BY file
{{- end}};
