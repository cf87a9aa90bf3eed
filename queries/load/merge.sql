{{- /*
  What is left is merged: a row whose key is new is added; one that says what
  is known already changes nothing; one that says something else replaces the
  row that stands, which stays with this load in replaced_by. A file that was
  known earlier than what stands (an archive loaded late) enters history only.

  .Table .Columns (stored) .Key .SameKey .Differs .Patch .LoadID .KnownOn
*/ -}}
CREATE OR REPLACE TEMP TABLE matched AS
SELECT i.rowid AS row_id, t.rowid AS old_row_id, t.load_id AS old_load_id,
       {{.Differs}} AS differs,
       (SELECT l.known_on FROM store.load AS l WHERE l.load_id = t.load_id) > {{.KnownOn}} AS outdated
FROM incoming AS i
JOIN store.{{.Table}} AS t ON {{.SameKey}}
WHERE t.replaced_by IS NULL;
{{if .Patch}}
-- A patch says nothing where it is blank: what is known there stands.
UPDATE incoming SET
    {{range $i, $c := .Patch}}{{if $i}},
    {{end}}{{$c}} = coalesce(incoming.{{$c}}, t.{{$c}}){{end}}
FROM matched AS m
JOIN store.{{.Table}} AS t ON t.rowid = m.old_row_id
WHERE incoming.rowid = m.row_id;
{{end}}
UPDATE store.{{.Table}} SET replaced_by = {{.LoadID}}
WHERE rowid IN (SELECT old_row_id FROM matched WHERE differs AND NOT outdated);

INSERT INTO store.{{.Table}} ({{.ColumnList}}, load_id, sheet, row_number, replaced_by)
SELECT {{.IncomingList}}, {{.LoadID}}, i.sheet, i.row_number,
       CASE WHEN m.outdated THEN m.old_load_id END
FROM incoming AS i
LEFT JOIN matched AS m ON m.row_id = i.rowid
WHERE m.row_id IS NULL OR m.differs;
