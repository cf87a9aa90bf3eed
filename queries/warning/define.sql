-- Writes down the rules that are on, their severities and deadlines. The
-- session's variable warning_definition holds them as JSON. Rules that are
-- gone stay, switched off, for the warnings they gave; those whose file cannot
-- be read stay as they are.
CREATE OR REPLACE TEMP TABLE warning_definition AS
SELECT unnest(d.rules) AS r, d.severities FROM (SELECT from_json(getvariable('warning_definition'),
    '{"rules": [{"rule": "VARCHAR", "title_zh": "VARCHAR", "title_en": "VARCHAR", "kind": "VARCHAR", "subject": "VARCHAR", "source": "VARCHAR",
                 "clock": "VARCHAR", "becomes": "VARCHAR", "datasets": ["VARCHAR"], "severities": ["VARCHAR"],
                 "consecutive_months": "INTEGER", "consecutive_severity": "VARCHAR",
                 "deadlines": [{"severity": "VARCHAR", "days": "INTEGER"}]}],
      "severities": [{"severity": "VARCHAR", "title_zh": "VARCHAR", "title_en": "VARCHAR", "colour": "VARCHAR"}]}') AS d);

UPDATE store.warning_rule SET active = false
WHERE active AND rule NOT IN (SELECT r.rule FROM warning_definition UNION ALL SELECT rule FROM warning_failed);

UPDATE store.warning_rule AS w
SET active = true, title_zh = r.title_zh, title_en = r.title_en, kind = r.kind, subject = r.subject, source = r.source, clock = r.clock,
    becomes = r.becomes, datasets = r.datasets, severities = r.severities,
    consecutive_months = r.consecutive_months, consecutive_severity = r.consecutive_severity
FROM (SELECT unnest(r) FROM warning_definition) AS r
WHERE w.rule = r.rule;

INSERT INTO store.warning_rule
    (rule, active, title_zh, title_en, kind, subject, source, clock, becomes, datasets, severities, consecutive_months, consecutive_severity)
SELECT r.rule, true, r.title_zh, r.title_en, r.kind, r.subject, r.source, r.clock, r.becomes, r.datasets, r.severities,
       r.consecutive_months, r.consecutive_severity
FROM warning_definition
WHERE r.rule NOT IN (SELECT rule FROM store.warning_rule);

DELETE FROM store.warning_deadline;
INSERT INTO store.warning_deadline (rule, severity, respond_within)
SELECT rule, d.severity, d.days FROM (SELECT r.rule AS rule, unnest(r.deadlines) AS d FROM warning_definition);

DELETE FROM store.warning_severity;
INSERT INTO store.warning_severity (severity, rank, title_zh, title_en, colour)
SELECT s.severity, rank, s.title_zh, s.title_en, s.colour
FROM (SELECT unnest(severities) AS s, generate_subscripts(severities, 1) AS rank FROM (SELECT any_value(severities) AS severities FROM warning_definition));
