{{- /*
  What will become of the rows of incoming: how many there are, how many cannot
  be taken, and how many give a key that another row gave; and how many are new,
  change a row of the store, or say what it says.

  .Key       the columns of the key
  .Aside     rows were set aside; they no longer count
  .Projects  where not 0, the greatest project_key: the projects of each .Within
             (the rest of the key) are then counted as bits, which takes a third
             of the time of grouping by the whole key
*/ -}}
WITH counted AS (
    SELECT count(*) AS data_rows,
           count(*) FILTER (fit) AS fit_rows,
           {{if .Projects}}coalesce(bit_count(bitstring_agg(project_key, 0, {{.Projects}}) FILTER (fit)), 0){{else}}least(count(*) FILTER (fit), 1){{end}} AS keys,
           count(*) FILTER (old_row_id IS NULL AND next_load_id IS NULL) AS new_rows,
           count(*) FILTER (differs AND (old_row_id IS NOT NULL OR next_load_id IS NOT NULL)) AS changed,
           count(*) FILTER (NOT differs) AS same
    FROM incoming{{if .Aside}} ANTI JOIN aside USING (row_id){{end}}
    GROUP BY {{if .Projects}}{{.Within}}{{else}}{{.Key}}{{end}}
)
SELECT coalesce(sum(data_rows - fit_rows), 0)::BIGINT AS unfit, coalesce(sum(fit_rows - keys), 0)::BIGINT AS repeated,
       coalesce(sum(new_rows), 0)::BIGINT AS new_rows, coalesce(sum(changed), 0)::BIGINT AS changed, coalesce(sum(same), 0)::BIGINT AS same
FROM counted;
