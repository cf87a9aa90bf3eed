{{- /*
  What will become of the rows of incoming, by file: how many cannot be taken,
  and how many give a key that another row of the file gives; how many are new,
  change a row of the store, or say what it says; and whether a file before it in
  the batch gives a key of the file, so that its rows will meet others.

  .Key       the columns of the key
  .Aside     rows of the file .File were set aside: the others are counted again
  .Projects  where not 0, the greatest project_key: the projects of each .Within
             (the rest of the key) are then counted as bits, which takes a third
             of the time of grouping by the whole key
  .AtMerge   as in resolve.sql, with .Table .Span: of the projects of the file and
             those that stand, some are the same. Their rows are all counted as
             saying what is known, until merge.sql has compared them
*/ -}}
{{- if .AtMerge}}
WITH counted AS (
    SELECT file, count(*) AS data_rows, count(*) FILTER (fit) AS fit_rows, bitstring_agg(project_key, 0, {{.Projects}}) FILTER (fit) AS projects
    FROM incoming{{if .Aside}} ANTI JOIN aside USING (row_id){{end}}
    GROUP BY file
),
standing AS (
    SELECT bitstring_agg(project_key, 0, {{.Projects}}) AS projects FROM store.{{.Table}} AS t WHERE t.replaced_by IS NULL AND {{.Span}}
),
met AS (
    SELECT file, data_rows, fit_rows, coalesce(bit_count(c.projects), 0) AS keys, coalesce(bit_count(c.projects & s.projects), 0) AS known
    FROM counted AS c, standing AS s
)
SELECT file, (data_rows - fit_rows)::BIGINT AS unfit, (fit_rows - keys)::BIGINT AS repeated,
       (keys - known)::BIGINT AS new_rows, 0::BIGINT AS changed, known::BIGINT AS same, false AS meets_earlier
FROM met;
{{- else}}
WITH counted AS (
    SELECT file,
           count(*) AS data_rows,
           count(*) FILTER (fit) AS fit_rows,
           {{if .Projects}}coalesce(bit_count(bitstring_agg(project_key, 0, {{.Projects}}) FILTER (fit)), 0){{else}}least(count(*) FILTER (fit), 1){{end}} AS keys,
           count(*) FILTER (old_row_id IS NULL{{if .Late}} AND next_load_id IS NULL{{end}}) AS new_rows,
           count(*) FILTER (differs AND (old_row_id IS NOT NULL{{if .Late}} OR next_load_id IS NOT NULL{{end}})) AS changed,
           count(*) FILTER (NOT differs) AS same,
           {{if .Several}}min(file) OVER (PARTITION BY {{.Key}}) < file{{else}}false{{end}} AS meets_earlier
    FROM incoming{{if .Aside}} ANTI JOIN aside USING (row_id) WHERE file = {{.File}}{{end}}
    GROUP BY file, {{if .Projects}}{{.Within}}{{else}}{{.Key}}{{end}}
)
SELECT file, sum(data_rows - fit_rows)::BIGINT AS unfit, sum(fit_rows - keys)::BIGINT AS repeated,
       sum(new_rows)::BIGINT AS new_rows, sum(changed)::BIGINT AS changed, sum(same)::BIGINT AS same, bool_or(meets_earlier) AS meets_earlier
FROM counted
GROUP BY file;
{{- end}}
