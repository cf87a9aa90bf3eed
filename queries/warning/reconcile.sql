-- One evaluation: what the rules found is held against the warnings there are,
-- and each warning takes at most one step. Run again for the same day and data
-- it finds nothing to do.

-- How warnings stand: their last event. Closed ones are done with, but for
-- those that a person closed while what they warn of still holds.
CREATE OR REPLACE TEMP TABLE warning_last AS
SELECT w.rule, w.project_key, w.subject, e.warning_id, e.seq, e.on_day, e.actor, e.to_state AS state, e.severity, e.found_severity, e.escalated_to,
       e.holds, e.held_since, e.responsible, e.why_zh, e.why_en, e.suggestion_zh, e.suggestion_en, e.value, e.due_on,
       e.deadline, e.assignee, e.until, e.note, e.data_version
FROM store.warning_event AS e
SEMI JOIN (SELECT warning_id, max(seq) AS seq FROM store.warning_event GROUP BY warning_id) AS l
  ON l.warning_id = e.warning_id AND l.seq = e.seq
JOIN store.warning AS w ON w.warning_id = e.warning_id
WHERE e.to_state <> 'closed' OR e.holds;

-- What is found today, with the rule's clock and how long it has held by it.
CREATE OR REPLACE TEMP TABLE warning_today AS
WITH clock AS (
    SELECT r.rule, r.consecutive_months, r.consecutive_severity,
           CASE WHEN r.clock = 'reports' THEN coalesce(t.reported_to, t.day) ELSE t.day END AS clock_day
    FROM store.warning_rule AS r, warning_tick AS t
    WHERE r.active
),
lasting AS (
    SELECT f.*, c.consecutive_months, c.consecutive_severity, c.clock_day,
           CASE WHEN l.holds THEN l.held_since ELSE c.clock_day END AS held_since
    FROM warning_found AS f
    JOIN clock AS c ON c.rule = f.rule
    LEFT JOIN warning_last AS l ON l.rule = f.rule AND l.project_key = f.project_key AND l.subject = f.subject
)
SELECT rule, project_key, subject, severity, responsible, why_zh, why_en, due_on, suggestion_zh, suggestion_en, value, held_since,
       CASE WHEN clock_day >= months_after(held_since, consecutive_months - 1) THEN consecutive_severity END AS lasting_severity
FROM lasting;

-- The step that each warning takes; none has a NULL action.
CREATE OR REPLACE TEMP TABLE warning_step AS
WITH version AS (
    -- The last load that a rule could see something new in.
    SELECT r.rule, max(l.load_id) AS data_version
    FROM store.warning_rule AS r
    JOIN store.load AS l ON len(r.datasets) = 0 OR list_contains(r.datasets, l.dataset)
    GROUP BY r.rule
),
pair AS (
    SELECT l.*, f.rule IS NOT NULL AS found, t.day, t.escalate, t.live_from,
           coalesce(v.data_version > l.data_version, false) AS news,
           t.day > l.on_day OR t.day = l.on_day AND t.data_version > l.data_version AS later,
           r.rule IS NULL AS off, b.rule AS successor,
           f.severity AS f_severity, f.lasting_severity, f.responsible AS f_responsible, f.why_zh AS f_why_zh, f.why_en AS f_why_en,
           f.suggestion_zh AS f_suggestion_zh, f.suggestion_en AS f_suggestion_en, f.value AS f_value, f.due_on AS f_due_on, f.held_since AS f_held_since,
           coalesce(was.rank, 0) AS was_rank,
           greatest(coalesce(fs.rank, 0), coalesce(es.rank, 0), coalesce(ls.rank, 0)) AS now_rank,
           coalesce(fs.rank, 0) AS found_rank, coalesce(ls.rank, 0) AS lasting_rank
    FROM warning_last AS l
    CROSS JOIN warning_tick AS t
    ANTI JOIN warning_failed AS x ON x.rule = l.rule
    LEFT JOIN warning_today AS f ON f.rule = l.rule AND f.project_key = l.project_key AND f.subject = l.subject
    LEFT JOIN store.warning_rule AS r ON r.rule = l.rule AND r.active
    LEFT JOIN warning_found AS b ON b.rule = r.becomes AND b.project_key = l.project_key AND b.subject = l.subject
    LEFT JOIN version AS v ON v.rule = l.rule
    LEFT JOIN store.warning_severity AS was ON was.severity = l.severity
    LEFT JOIN store.warning_severity AS fs ON fs.severity = f.severity
    LEFT JOIN store.warning_severity AS es ON es.severity = l.escalated_to
    LEFT JOIN store.warning_severity AS ls ON ls.severity = f.lasting_severity
),
decided AS (
    SELECT *,
           CASE WHEN found THEN
               CASE state
                   -- What the engine saw gone is back; what a person called
                   -- done is believed until new data say otherwise.
                   WHEN 'resolved' THEN CASE WHEN NOT holds OR news THEN 'reopen' END
                   WHEN 'closed' THEN CASE WHEN news THEN 'reopen' END
                   WHEN 'waived' THEN CASE WHEN day > until THEN 'expire' WHEN changed THEN 'refresh' END
                   WHEN 'false' THEN CASE WHEN changed THEN 'refresh' END
                   ELSE CASE WHEN escalate AND day > deadline AND now_rank <= was_rank AND now_rank < top THEN 'escalate'
                             WHEN changed THEN 'refresh' END
               END
           ELSE
               -- What a person decided today knowing these data stands today.
               CASE WHEN actor <> '' AND NOT later AND NOT off THEN NULL
                    WHEN state = 'closed' THEN 'clear'
                    WHEN successor IS NOT NULL AND state <> 'resolved' THEN 'supersede'
                    WHEN state = 'resolved' THEN CASE WHEN later THEN 'close' END
                    WHEN state = 'waived' THEN CASE WHEN day > until THEN 'close' WHEN holds THEN 'clear' END
                    WHEN state = 'false' THEN 'close'
                    -- A person reopened what the data call solved: that stands
                    -- until new data say otherwise.
                    WHEN holds OR news OR off THEN 'resolve' END
           END AS action
    FROM (
        SELECT *, (SELECT max(rank) FROM store.warning_severity) AS top,
               NOT holds OR now_rank <> was_rank
               OR (f_severity, f_responsible, f_why_zh, f_why_en, f_suggestion_zh, f_suggestion_en, f_due_on)
                  IS DISTINCT FROM (found_severity, responsible, why_zh, why_en, suggestion_zh, suggestion_en, due_on) AS changed
        FROM pair
    )
),
ranked AS (
    SELECT *,
           CASE action WHEN 'escalate' THEN now_rank + 1
                       WHEN 'reopen' THEN greatest(found_rank, lasting_rank)
                       WHEN 'expire' THEN greatest(found_rank, lasting_rank)
                       ELSE now_rank END AS new_rank,
           CASE action WHEN 'reopen' THEN 'reopened' WHEN 'expire' THEN 'raised' WHEN 'resolve' THEN 'resolved'
                       WHEN 'close' THEN 'closed' WHEN 'supersede' THEN 'closed' ELSE state END AS new_state
    FROM decided
    WHERE action IS NOT NULL
)
SELECT s.*, CASE WHEN s.found THEN n.severity ELSE s.severity END AS new_severity, d.respond_within
FROM ranked AS s
LEFT JOIN store.warning_severity AS n ON n.rank = s.new_rank
LEFT JOIN store.warning_deadline AS d ON d.rule = s.rule AND d.severity = n.severity;

INSERT INTO store.warning_event
    (warning_id, seq, on_day, written_at, actor, action, from_state, to_state, severity, found_severity, escalated_to, holds, held_since,
     responsible, why_zh, why_en, suggestion_zh, suggestion_en, value, due_on, deadline, assignee, until, note, reported_to, data_version)
SELECT s.warning_id, s.seq + 1, t.day, t.written_at, '', s.action, s.state, s.new_state, s.new_severity,
       CASE WHEN s.found THEN s.f_severity ELSE s.found_severity END,
       CASE s.action WHEN 'escalate' THEN s.new_severity WHEN 'reopen' THEN NULL WHEN 'expire' THEN NULL ELSE s.escalated_to END,
       s.found,
       CASE WHEN s.found THEN s.f_held_since END,
       CASE WHEN s.found THEN s.f_responsible ELSE s.responsible END,
       CASE WHEN s.found THEN s.f_why_zh ELSE s.why_zh END,
       CASE WHEN s.found THEN s.f_why_en ELSE s.why_en END,
       CASE WHEN s.found THEN s.f_suggestion_zh ELSE s.suggestion_zh END,
       CASE WHEN s.found THEN s.f_suggestion_en ELSE s.suggestion_en END,
       CASE WHEN s.found THEN s.f_value ELSE s.value END,
       CASE WHEN s.found THEN s.f_due_on ELSE s.due_on END,
       CASE WHEN s.new_state IN ('resolved', 'closed') THEN NULL
            -- A graver finding gives new time to respond, and so does a warning
            -- whose time was over: without that it would rise again at once.
            WHEN s.action IN ('reopen', 'expire', 'escalate')
              OR s.action = 'refresh' AND s.new_rank > s.was_rank AND (s.state IN ('raised', 'reopened') OR s.state = 'handling' AND t.day > s.deadline)
            THEN greatest(t.day, t.live_from) + s.respond_within
            ELSE s.deadline END,
       s.assignee,
       CASE WHEN s.action IN ('reopen', 'expire') THEN NULL ELSE s.until END,
       CASE WHEN s.action = 'supersede' THEN s.successor
            WHEN s.off THEN '规则已停用 / the rule is switched off' END,
       t.reported_to, t.data_version
FROM warning_step AS s, warning_tick AS t
ORDER BY s.warning_id;

-- What is found for the first time, or again after it was closed.
CREATE OR REPLACE TEMP TABLE warning_new AS
SELECT (SELECT coalesce(max(warning_id), 0) FROM store.warning) + row_number() OVER (ORDER BY f.rule, f.project_key, f.subject) AS warning_id,
       f.*, n.severity AS new_severity, d.respond_within
FROM warning_today AS f
ANTI JOIN warning_last AS l ON l.rule = f.rule AND l.project_key = f.project_key AND l.subject = f.subject
LEFT JOIN store.warning_severity AS fs ON fs.severity = f.severity
LEFT JOIN store.warning_severity AS ls ON ls.severity = f.lasting_severity
LEFT JOIN store.warning_severity AS n ON n.rank = greatest(coalesce(fs.rank, 0), coalesce(ls.rank, 0))
LEFT JOIN store.warning_deadline AS d ON d.rule = f.rule AND d.severity = n.severity;

INSERT INTO store.warning (warning_id, rule, project_key, subject, opened_on)
SELECT n.warning_id, n.rule, n.project_key, n.subject, t.day
FROM warning_new AS n, warning_tick AS t
ORDER BY n.warning_id;

INSERT INTO store.warning_event
    (warning_id, seq, on_day, written_at, actor, action, from_state, to_state, severity, found_severity, escalated_to, holds, held_since,
     responsible, why_zh, why_en, suggestion_zh, suggestion_en, value, due_on, deadline, assignee, until, note, reported_to, data_version)
SELECT n.warning_id, 1, t.day, t.written_at, '', 'raise', '', 'raised', n.new_severity, n.severity, NULL, true, n.held_since,
       n.responsible, n.why_zh, n.why_en, n.suggestion_zh, n.suggestion_en, n.value, n.due_on,
       greatest(t.day, t.live_from) + n.respond_within, NULL, NULL, NULL, t.reported_to, t.data_version
FROM warning_new AS n, warning_tick AS t
ORDER BY n.warning_id;

-- What people decided on a warning goes along when another rule takes it over;
-- where the time they gave themselves is over, the new one has its own.
INSERT INTO store.warning_event
    (warning_id, seq, on_day, written_at, actor, action, from_state, to_state, severity, found_severity, escalated_to, holds, held_since,
     responsible, why_zh, why_en, suggestion_zh, suggestion_en, value, due_on, deadline, assignee, until, note, reported_to, data_version)
SELECT n.warning_id, 2, t.day, t.written_at, '', 'inherit', 'raised', s.state, n.new_severity, n.severity, NULL, true, n.held_since,
       n.responsible, n.why_zh, n.why_en, n.suggestion_zh, n.suggestion_en, n.value, n.due_on,
       CASE WHEN s.state <> 'handling' THEN NULL
            WHEN s.deadline >= t.day THEN s.deadline
            ELSE greatest(t.day, t.live_from) + n.respond_within END, s.assignee, s.until, s.note, t.reported_to, t.data_version
FROM warning_new AS n
JOIN warning_step AS s ON s.action = 'supersede' AND s.successor = n.rule AND s.project_key = n.project_key AND s.subject = n.subject
CROSS JOIN warning_tick AS t
WHERE s.state IN ('verified', 'false', 'handling') OR s.state = 'waived' AND s.until >= t.day
QUALIFY row_number() OVER (PARTITION BY n.warning_id ORDER BY s.warning_id) = 1
ORDER BY n.warning_id;

-- What happened, for who asked.
CREATE OR REPLACE TEMP TABLE warning_taken AS
SELECT action FROM warning_step
UNION ALL SELECT 'raise' FROM warning_new;
