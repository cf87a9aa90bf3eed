-- One round of taking steps: the next of each warning. The rules are those of
-- everybody who acts on warnings (warning_action); what cannot be taken is set
-- aside with the reason. Rounds go on until none is left.
--
--   $final   no more days come before the steps' end: what fits no warning now is
--            set aside

CREATE OR REPLACE TEMP TABLE warning_round AS
WITH fitting AS (
    SELECT a.rowid AS ask, max(w.warning_id) AS warning_id, count(DISTINCT w.subject) AS subjects
    FROM warning_asked AS a
    JOIN store.warning AS w
      ON w.opened_on <= a.day
     AND CASE WHEN a.named_id IS NOT NULL THEN w.warning_id = a.named_id
              ELSE w.project_key = a.project_key AND w.rule = a.rule AND (a.subject IS NULL OR w.subject = a.subject) END
    GROUP BY a.rowid
),
last AS (
    SELECT warning_id, max(seq) AS seq, arg_max(to_state, seq) AS state, arg_max(on_day, seq) AS on_day, arg_max(assignee, seq) AS assignee, arg_max(until, seq) AS until
    FROM store.warning_event GROUP BY warning_id
),
next AS (
    SELECT a.rowid AS ask, a.*, f.warning_id, f.subjects, l.seq, l.state, l.assignee AS has_assignee, l.until AS has_until, greatest(a.day, l.on_day) AS takes_on,
           w.project_key AS of_project, w.rule AS of_rule
    FROM warning_asked AS a
    LEFT JOIN fitting AS f ON f.ask = a.rowid
    LEFT JOIN last AS l ON l.warning_id = f.warning_id
    LEFT JOIN store.warning AS w ON w.warning_id = f.warning_id
    WHERE f.warning_id IS NOT NULL OR CAST($final AS BOOLEAN)
    QUALIFY f.warning_id IS NULL OR row_number() OVER (PARTITION BY f.warning_id ORDER BY a.day, a.load_id, a.row_number, a.part) = 1
),
judged AS (
    SELECT n.*, c.to_state, c.deadline,
           CASE WHEN n.named_id IS NULL AND n.rule IS NULL
                THEN {'zh': concat('没有预警规则“', n.named_rule, '”'), 'en': concat('there is no rule "', n.named_rule, '"')}
                WHEN n.warning_id IS NULL AND n.named_id IS NOT NULL
                THEN {'zh': concat('没有 ', n.named_id, ' 号预警'), 'en': concat('there is no warning ', n.named_id)}
                WHEN n.warning_id IS NULL
                THEN {'zh': '该项目到这一天没有这条规则的预警', 'en': 'the rule had not warned of the project by that day'}
                WHEN n.of_project <> n.project_key
                THEN {'zh': concat(n.warning_id, ' 号预警是另一个项目的'), 'en': concat('warning ', n.warning_id, ' is of another project')}
                WHEN n.of_rule <> n.rule
                THEN {'zh': concat(n.warning_id, ' 号预警是另一条规则的'), 'en': concat('warning ', n.warning_id, ' is of another rule')}
                WHEN n.subjects > 1
                THEN {'zh': '该项目有几条这样的预警；请写预警号或对象', 'en': 'the project has several such warnings; give the number or the subject'}
                WHEN n.action = 'ack' AND n.state IN ('verified', 'handling', 'resolved')
                  OR n.action = 'dispute' AND n.state = 'false'
                  OR n.action = 'waive' AND n.state = 'waived' AND n.has_until = n.to_day
                  OR n.action = 'assign' AND n.state = 'handling' AND n.has_assignee = n.who AND n.has_until = n.to_day
                  OR n.action = 'resolve' AND n.state IN ('resolved', 'closed')
                THEN {'zh': NULL, 'en': NULL}
                WHEN NOT list_contains(c.from_states, n.state)
                THEN {'zh': concat(n.warning_id, ' 号预警是', n.state, '；', n.action, ' 只用于 ', array_to_string(c.from_states, '、')),
                      'en': concat('warning ', n.warning_id, ' is ', n.state, '; ', n.action, ' is for one that is ', array_to_string(c.from_states, ', '))}
                WHEN c.needs_note AND n.note IS NULL
                THEN {'zh': '缺少原因或办理结果', 'en': concat(n.action, ' needs a note: why, or what was done')}
                WHEN c.needs_until AND n.to_day IS NULL
                THEN {'zh': '缺少办理时限或豁免期限', 'en': concat(n.action, ' needs a day until which')}
                WHEN c.needs_until AND n.to_day < n.takes_on
                THEN {'zh': concat('期限 ', n.to_day, ' 早于 ', n.takes_on), 'en': concat('until ', n.to_day, ' lies before ', n.takes_on)}
                WHEN greatest(strlen(n.actor), coalesce(strlen(n.note), 0), coalesce(strlen(n.who), 0)) > c.most_text
                THEN {'zh': concat('文字超过 ', c.most_text, ' 字节'), 'en': concat('a text is longer than ', c.most_text, ' bytes')}
           END AS flaw
    FROM next AS n
    JOIN warning_action AS c ON c.action = n.action
)
SELECT *, CASE WHEN flaw IS NULL THEN 'taken' WHEN flaw.en IS NULL THEN 'same' ELSE 'set_aside' END AS outcome
FROM judged;
