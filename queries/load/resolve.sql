{{- /*
  Names become the keys of what they name, and every row meets the row of the
  store that it may replace. The result is incoming, one row a row of data:

  row_id          the row of stage, and the file it is from
  fit             it can be taken: read, complete, possible, its names known
  old_row_id      the row of the store with the same key that stands; NULL: none
  next_load_id    if .Late, the load that was known later and replaces it
  differs         it says something that the old row does not; true if there is none
  old_COLUMN      what stood, where the new row leaves it standing

  The last four are not there if .AtMerge: merge.sql then finds the old rows.

  A column less is a tenth of the time that a correction takes: what is the same
  for all rows is no column.

  The rows of one key are a chain in the order in which they became known, each
  naming the load of the next in replaced_by. A file that was known earlier than
  what stands (an archive loaded late) enters the chain where it belongs and is
  compared with what stood then; what stands now goes on standing.

  .From       the first file of the batch that is still to be loaded
  .Fields     not all files of the batch have all fields
  .Fresh      nothing in the store has a key of the file: incoming is a view, for
              a copy of a big file would take as long as reading it
  .AtMerge    the file is big, of one month, and its keys are a project and that
              month: what the old rows say is compared as rows are merged, and
              tally.sql counts them as bits
  .Late       some load was known later than this one
  .Span       the condition that t lies between the first and the last key of a big
              file, so that DuckDB passes over the rest of the store
  .Shifted    lines were skipped: line_shift says how many before which ordinal
  .Numbered   stage has row numbers; else .FirstRow is that of the first row
  .Sheets     stage has sheets
  .Latest     the field that decides between rows with one key, or empty
  .Columns    as in stage.sql, with .Stored .Resolved .Unknown .Join
  .Kept       columns of the store that .Differs or merge.sql may leave standing
  .Table .SameKey .Differs .LoadID .KnownOn
*/ -}}
{{range .Columns}}{{if and .Staged (or (eq .Type "sector") (eq .Type "project_type"))}}
-- {{.Name}}: words nobody used before become members of the dimension.
INSERT INTO store.{{.Type}} (code, name_zh, load_id)
SELECT DISTINCT s.{{.Name}}, s.{{.Name}}, {{$.LoadID}}
FROM stage AS s
WHERE s.other IS NULL AND s.{{.Name}} IS NOT NULL
  AND name_key(s.{{.Name}}) NOT IN (SELECT key FROM store.{{.Type}}_name);
{{end}}{{end}}
{{- if .Registers}}
-- Projects nobody named before get the next numbers, in the order of the file.
INSERT INTO store.project_key (project_key, project_id)
SELECT (SELECT coalesce(max(project_key), 0) FROM store.project_key) + row_number() OVER (ORDER BY first_row), project_id
FROM (SELECT s.{{.Registers}} AS project_id, min(s.rowid) AS first_row
      FROM stage AS s
      WHERE s.other IS NULL AND s.record IS NULL
        AND s.{{.Registers}} NOT IN (SELECT project_id FROM store.project_key)
      GROUP BY s.{{.Registers}});
{{end}}
CREATE OR REPLACE TEMP {{if .Fresh}}VIEW{{else}}TABLE{{end}} incoming AS
WITH resolved AS (
    SELECT s.rowid AS row_id, s.file,{{if .Fields}} s.fields,{{end}}
           {{- if .Sheets}}
           s.sheet,
           {{- end}}
           ({{if .Numbered}}s.row_number{{else}}s.rowid + {{.FirstRow}}{{if .Shifted}} + coalesce(sh.lines, 0){{end}}{{end}})::INTEGER AS row_number,
           {{- range .Columns}}{{if and .Stored .Staged}}
           {{.Resolved}} AS {{.Stored}},
           {{- if .Precision}}
           s.{{.Name}}_precision,
           {{- end}}{{end}}{{end}}
           {{- if .Latest}}
           s.{{.Latest}} AS latest,
           {{- end}}
           ({{range .Columns}}{{if .Unknown}}CASE WHEN s.missing & {{.Bit}} = 0 AND {{.Unknown}} THEN {{.Bit}} ELSE 0 END + {{end}}{{end}}0)::{{.Mask}} AS unknown,
           s.record IS NULL{{range .Columns}}{{if .Unknown}} AND NOT ({{.Unknown}}){{end}}{{end}} AS fit
    FROM stage AS s
    {{- range .Columns}}{{if .Join}}
    {{.Join}}
    {{- end}}{{end}}
    {{- if .Shifted}}
    -- Lines that were no rows were skipped by the reader's count.
    ASOF LEFT JOIN line_shift AS sh ON s.rowid >= sh.ordinal
    {{- end}}
    WHERE s.other IS NULL{{if .From}} AND s.file >= {{.From}}{{end}}
)
{{- if .Fresh}}
SELECT *, NULL::BIGINT AS old_row_id, true AS differs
FROM resolved;
{{- else if .AtMerge}}
SELECT * FROM resolved;
{{- else if .Late}},
chain AS (
    SELECT i.row_id,
           max_by(t.rowid, (l.known_on, l.load_id)) FILTER (l.known_on <= {{.KnownOn}}) AS old_row_id,
           min_by(t.load_id, (l.known_on, l.load_id)) FILTER (l.known_on > {{.KnownOn}}) AS next_load_id
    FROM resolved AS i
    JOIN store.{{.Table}} AS t ON {{.SameKey}}
    JOIN store.load AS l ON l.load_id = t.load_id
    GROUP BY i.row_id
)
SELECT i.*, c.old_row_id, c.next_load_id, c.old_row_id IS NULL OR ({{.Differs}}) AS differs{{range .Kept}}, t.{{.}} AS old_{{.}}{{end}}
FROM resolved AS i
LEFT JOIN chain AS c ON c.row_id = i.row_id
LEFT JOIN store.{{.Table}} AS t ON t.rowid = c.old_row_id;
{{- else}}
SELECT i.*, t.row_id AS old_row_id, t.row_id IS NULL OR ({{.Differs}}) AS differs{{range .Kept}}, t.{{.}} AS old_{{.}}{{end}}
FROM resolved AS i
LEFT JOIN (SELECT rowid AS row_id, * FROM store.{{.Table}} AS t WHERE t.replaced_by IS NULL{{if .Span}} AND {{.Span}}{{end}}) AS t ON {{.SameKey}};
{{- end}}
