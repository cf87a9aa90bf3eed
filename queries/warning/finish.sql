-- Writes down how the evaluation went.

INSERT INTO store.warning_rule (rule, active, title_zh, title_en)
SELECT DISTINCT f.rule, true, f.rule, f.rule FROM warning_failed AS f
WHERE f.rule NOT IN (SELECT rule FROM store.warning_rule);

UPDATE store.warning_rule AS r
SET active = true, error = f.error FROM warning_failed AS f WHERE f.rule = r.rule;

UPDATE store.warning_rule AS r
SET error = NULL, succeeded_at = t.written_at FROM warning_tick AS t
WHERE r.active AND r.rule NOT IN (SELECT rule FROM warning_failed);

-- A row only where something differs from the last evaluation.
INSERT INTO store.warning_evaluation (day, written_at, reported_to, data_version, definition_hash, live_from, failed)
SELECT t.day, t.written_at, t.reported_to, t.data_version, getvariable('warning_definition_hash'), t.live_from, f.failed
FROM warning_tick AS t, (SELECT coalesce(list(rule ORDER BY rule), []) AS failed FROM warning_failed) AS f
WHERE (t.day, t.reported_to, t.data_version, getvariable('warning_definition_hash'), f.failed) IS DISTINCT FROM
      (SELECT (day, reported_to, data_version, definition_hash, failed) FROM store.warning_evaluation ORDER BY day DESC, written_at DESC LIMIT 1);
