{{- /*
  What is left is merged: a row whose key is new is added; one that says what
  is known already changes nothing; one that says something else replaces the
  row that stands, which stays with this load in replaced_by.

  The rows of one key are a chain in the order in which they became known, each
  naming the load of the next in replaced_by. A file that was known earlier than
  what stands (an archive loaded late) enters the chain where it belongs and is
  compared with what stood then; what stands now goes on standing.

  .Table .ColumnList (stored) .ValueList (of i, and of t, the row before)
  .SameKey .Differs .LoadID .KnownOn
  .Late     some load was known later than this one
  .Keeps    .ValueList takes values of t
*/ -}}
CREATE OR REPLACE TEMP TABLE matched AS
{{- if .Late}}
WITH chain AS (
    SELECT i.rowid AS row_id,
           max_by(t.rowid, (l.known_on, l.load_id)) FILTER (l.known_on <= {{.KnownOn}}) AS old_row_id,
           min_by(t.load_id, (l.known_on, l.load_id)) FILTER (l.known_on > {{.KnownOn}}) AS next_load_id
    FROM incoming AS i
    JOIN store.{{.Table}} AS t ON {{.SameKey}}
    JOIN store.load AS l ON l.load_id = t.load_id
    GROUP BY i.rowid
)
SELECT c.row_id, c.old_row_id, c.next_load_id, t.load_id IS NULL OR ({{.Differs}}) AS differs
FROM chain AS c
JOIN incoming AS i ON i.rowid = c.row_id
LEFT JOIN store.{{.Table}} AS t ON t.rowid = c.old_row_id;
{{- else}}
SELECT i.rowid AS row_id, t.rowid AS old_row_id, NULL::INTEGER AS next_load_id,
       {{.Differs}} AS differs
FROM incoming AS i
JOIN store.{{.Table}} AS t ON {{.SameKey}}
WHERE t.replaced_by IS NULL;
{{- end}}

INSERT INTO store.{{.Table}} ({{.ColumnList}}, load_id, sheet, row_number, replaced_by)
SELECT {{.ValueList}}, {{.LoadID}}, i.sheet, i.row_number, m.next_load_id
FROM incoming AS i
LEFT JOIN matched AS m ON m.row_id = i.rowid
{{- if .Keeps}}
LEFT JOIN store.{{.Table}} AS t ON t.rowid = m.old_row_id
{{- end}}
WHERE m.row_id IS NULL OR m.differs;

UPDATE store.{{.Table}} SET replaced_by = {{.LoadID}}
WHERE rowid IN (SELECT old_row_id FROM matched WHERE differs);
