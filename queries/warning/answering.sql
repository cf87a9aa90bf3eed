-- The steps that districts' answers ask for up to a day, which are not written
-- down yet. A row asks for up to three: a verdict, who handles it, and that it is
-- done. What an earlier version of the row asked for is not asked again.
--
-- A step is taken on the day that the answer gives; one that comes later than the
-- last evaluation knew of is taken on that day ($from), for what was said of the
-- days before stays said.
CREATE OR REPLACE TEMP TABLE warning_asked AS
WITH known_rule AS (
    SELECT name_key(unnest([rule, title_zh, title_en])) AS named, rule FROM store.warning_rule
),
answer AS (
    SELECT a.* EXCLUDE (rule), a.rule AS named_rule, nullif(trim(a.reason), '') AS why, min(k.rule) AS rule
    FROM store.warning_answer AS a
    LEFT JOIN known_rule AS k ON k.named = name_key(a.rule)
    WHERE a.replaced_by IS NULL
    GROUP BY ALL
),
asked AS (
    SELECT *, 1 AS part, CASE verdict WHEN 'true' THEN 'ack' WHEN 'false' THEN 'dispute' ELSE 'waive' END AS action, answered_on AS asked_on,
           CAST(NULL AS VARCHAR) AS who, CASE WHEN verdict = 'waived' THEN until END AS to_day, why AS note
    FROM answer WHERE verdict IS NOT NULL
    UNION ALL
    -- Who says that it is done need not say by when it was to be.
    SELECT *, 2, 'assign', answered_on, assignee, coalesce(until, done_on), why
    FROM answer WHERE assignee IS NOT NULL AND coalesce(verdict, 'true') = 'true'
    UNION ALL
    SELECT *, 3, 'resolve', done_on, NULL, NULL, coalesce(nullif(trim(result), ''), why)
    FROM answer WHERE done_on IS NOT NULL
)
SELECT a.load_id, a.sheet, a.row_number, a.warning_id AS named_id, a.project_key, a.named_rule, a.rule, a.subject, a.part, a.action, a.asked_on, a.who, a.to_day, a.note,
       greatest(a.asked_on, CAST($from AS DATE)) AS day,
       coalesce(nullif(trim(a.answered_by), ''), d.name_zh, k.project_id, '未署名 / unsigned') AS actor
FROM asked AS a
LEFT JOIN store.warning AS w ON w.warning_id = a.warning_id
LEFT JOIN store.project_key AS k ON k.project_key = coalesce(a.project_key, w.project_key)
LEFT JOIN store.project AS p ON p.project_key = k.project_key AND p.replaced_by IS NULL
LEFT JOIN store.district AS d ON d.code = p.district_code AND d.replaced_by IS NULL
WHERE greatest(a.asked_on, CAST($from AS DATE)) <= CAST($to AS DATE)
  AND NOT EXISTS (
      FROM store.warning_answer_step AS s
      WHERE s.action = a.action AND s.asked_on = a.asked_on AND s.named_id IS NOT DISTINCT FROM a.warning_id AND s.project_key IS NOT DISTINCT FROM a.project_key
        AND s.rule IS NOT DISTINCT FROM a.named_rule AND s.subject IS NOT DISTINCT FROM a.subject
        AND (s.assignee, s.until, s.note) IS NOT DISTINCT FROM (a.who, a.to_day, a.note)
        -- What was set aside is tried again only when it is sent again.
        AND (s.outcome <> 'set_aside' OR s.load_id = a.load_id))
