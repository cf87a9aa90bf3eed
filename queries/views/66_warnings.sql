-- Warnings as they stood on a day: the last event of each up to that day (with
-- --as-known-on: up to the day of that knowledge), and
-- when it first or last came to its states.
CREATE OR REPLACE MACRO warnings_on(day) AS TABLE
WITH event AS (
    SELECT warning_id, seq, on_day, actor, action, from_state, to_state, severity, holds, held_since, responsible, why_zh, why_en,
           suggestion_zh, suggestion_en, value, due_on, deadline, assignee, until, note
    FROM store.warning_event WHERE on_day <= known_until(day)
),
life AS (
    SELECT warning_id, max(seq) AS seq,
           min(on_day) FILTER (actor <> '' AND from_state IN ('raised', 'reopened')) AS answered_on,
           min(on_day) FILTER (to_state = 'verified') AS verified_on,
           max(on_day) FILTER (to_state = 'handling' AND from_state <> 'handling') AS handling_since,
           max(on_day) FILTER (to_state = 'resolved' AND from_state <> 'resolved') AS resolved_on,
           max(on_day) FILTER (to_state = 'closed' AND from_state <> 'closed') AS closed_on,
           max(on_day) FILTER (from_state <> to_state) AS changed_on,
           count(*) FILTER (action = 'escalate') AS escalations,
           count(*) FILTER (action = 'reopen') AS reopenings
    FROM event GROUP BY warning_id
)
SELECT e.warning_id AS warning_id,
       w.rule AS rule,
       coalesce(r.title_zh, w.rule) AS title_zh,
       coalesce(r.title_en, w.rule) AS title_en,
       r.kind AS kind,
       e.severity AS severity,
       coalesce(s.title_zh, e.severity) AS severity_zh,
       coalesce(s.title_en, e.severity) AS severity_en,
       coalesce(s.rank, 0) AS severity_rank,
       e.to_state AS state,
       k.project_id AS project_id,
       p.name AS name,
       coalesce(d.name_zh, 'unknown') AS district,
       w.subject AS subject,
       e.responsible AS responsible,
       w.opened_on AS opened_on,
       l.answered_on AS answered_on,
       l.verified_on AS verified_on,
       CASE WHEN e.to_state = 'handling' THEN l.handling_since END AS handling_since,
       CASE WHEN e.to_state IN ('resolved', 'closed') THEN l.resolved_on END AS resolved_on,
       CASE WHEN e.to_state = 'closed' THEN l.closed_on END AS closed_on,
       l.changed_on AS changed_on,
       e.why_zh AS detail,
       e.why_en AS detail_en,
       e.suggestion_zh AS suggestion_zh,
       e.suggestion_en AS suggestion_en,
       e.value AS value,
       e.due_on AS due_on,
       CASE WHEN e.holds AND e.due_on < day THEN date_diff('day', e.due_on, day) END AS days_late,
       e.deadline AS deadline,
       e.to_state IN ('raised', 'reopened', 'handling') AND coalesce(e.deadline < day, false) AS overdue,
       e.assignee AS assignee,
       e.until AS until,
       e.note AS note,
       e.holds AS holds,
       e.held_since AS held_since,
       l.escalations AS escalations,
       l.reopenings AS reopenings,
       e.actor AS actor,
       e.seq AS seq,
       w.project_key AS project_key
FROM life AS l
JOIN event AS e ON e.warning_id = l.warning_id AND e.seq = l.seq
JOIN store.warning AS w ON w.warning_id = l.warning_id
JOIN store.project_key AS k ON k.project_key = w.project_key
LEFT JOIN store.project AS p ON p.project_key = w.project_key AND is_known(p.load_id, p.replaced_by)
LEFT JOIN store.district AS d ON d.code = p.district_code AND is_known(d.load_id, d.replaced_by)
LEFT JOIN store.warning_rule AS r ON r.rule = w.rule
LEFT JOIN store.warning_severity AS s ON s.severity = e.severity;

CREATE OR REPLACE VIEW warning AS
SELECT warning_id, rule, title_zh, title_en, kind, severity, severity_zh, severity_en, severity_rank, state, project_id, name, district, subject, responsible,
       opened_on, answered_on, verified_on, handling_since, resolved_on, closed_on, changed_on, detail, detail_en, suggestion_zh,
       suggestion_en, value, due_on, days_late, deadline, overdue, assignee, until, note, holds, held_since, escalations, reopenings, actor, seq,
       project_key
FROM warnings_on(as_of());

COMMENT ON VIEW warning IS '预警及其处置，每行一条，为截至日期当日的状态 / Warnings and their life, one row each, as they stood on the as-of date';
COMMENT ON COLUMN warning.warning_id IS '预警号 / Number of the warning';
COMMENT ON COLUMN warning.rule IS '规则 / Rule';
COMMENT ON COLUMN warning.title_zh IS '规则名称（中文） / Title of the rule in Chinese';
COMMENT ON COLUMN warning.title_en IS '规则名称（英文） / Title of the rule in English';
COMMENT ON COLUMN warning.kind IS '类别 / Kind: start, progress, milestone, completion, coordination, reporting, cost';
COMMENT ON COLUMN warning.severity IS '级别 / Severity';
COMMENT ON COLUMN warning.severity_zh IS '级别名称（中文） / Severity in Chinese';
COMMENT ON COLUMN warning.severity_en IS '级别名称（英文） / Severity in English';
COMMENT ON COLUMN warning.severity_rank IS '级别次序，1 为最轻 / Order of the severity; 1 is the lightest';
COMMENT ON COLUMN warning.state IS '状态 / State: raised, verified, false, waived, handling, resolved, closed, reopened';
COMMENT ON COLUMN warning.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN warning.name IS '项目名称 / Name of the project';
COMMENT ON COLUMN warning.district IS '区市县 / District';
COMMENT ON COLUMN warning.subject IS '对象：节点或协调事项编号；空为项目本身 / Milestone or coordination item; empty: the project itself';
COMMENT ON COLUMN warning.responsible IS '责任单位 / Responsible';
COMMENT ON COLUMN warning.opened_on IS '发出日期 / Raised on';
COMMENT ON COLUMN warning.answered_on IS '首次有人答复的日期 / When somebody first answered';
COMMENT ON COLUMN warning.verified_on IS '核实属实的日期 / When it was found true';
COMMENT ON COLUMN warning.handling_since IS '开始办理的日期 / Since when it is handled';
COMMENT ON COLUMN warning.resolved_on IS '解决日期 / Resolved on';
COMMENT ON COLUMN warning.closed_on IS '销号日期 / Closed on';
COMMENT ON COLUMN warning.changed_on IS '状态最近变化的日期 / When its state last changed';
COMMENT ON COLUMN warning.detail IS '说明 / Detail in Chinese';
COMMENT ON COLUMN warning.detail_en IS '说明（英文） / Detail in English';
COMMENT ON COLUMN warning.suggestion_zh IS '建议（中文） / Suggestion in Chinese';
COMMENT ON COLUMN warning.suggestion_en IS '建议（英文） / Suggestion in English';
COMMENT ON COLUMN warning.value IS '判定所用的数值 / The figure it was judged by';
COMMENT ON COLUMN warning.due_on IS '应完成日期 / When what is late was due';
COMMENT ON COLUMN warning.days_late IS '逾期天数；情形已消除或尚未到期的为空 / Days since then; NULL where nothing is late any more, or yet';
COMMENT ON COLUMN warning.deadline IS '答复或办理期限 / When an answer, or what was promised, is due';
COMMENT ON COLUMN warning.overdue IS '是否逾期未答复或未办结 / Whether that day has passed';
COMMENT ON COLUMN warning.assignee IS '办理人或单位 / Who handles it';
COMMENT ON COLUMN warning.until IS '办理或豁免至哪一天（含） / Handled or waived until this day, included';
COMMENT ON COLUMN warning.note IS '最近一步的说明 / Note of the last step';
COMMENT ON COLUMN warning.holds IS '预警情形是否仍在 / Whether what is warned of still holds';
COMMENT ON COLUMN warning.held_since IS '情形自何时连续存在 / Since when it has held without a break';
COMMENT ON COLUMN warning.escalations IS '升级次数 / How often it was escalated';
COMMENT ON COLUMN warning.reopenings IS '重新打开次数 / How often it was reopened';
COMMENT ON COLUMN warning.actor IS '最近一步由何人；空为系统 / Who took the last step; empty: the engine';
COMMENT ON COLUMN warning.seq IS '已有几步 / How many steps it has taken';
COMMENT ON COLUMN warning.project_key IS '项目内部序号 / Number of the project in this warehouse';

-- The projects that were warned in a year, by kind of warning. A warning that
-- is carried over counts in each year it is open in; one that somebody judged
-- false was given all the same. Chengdu counts 开工、促建预警提示: the kinds start
-- and progress.
CREATE OR REPLACE VIEW warned_project AS
WITH warned AS (
    SELECT unnest(range(year(opened_on), year(coalesce(closed_on, as_of())) + 1)) AS year, kind, project_id, name, district, opened_on
    FROM warning
)
SELECT CAST(year AS SMALLINT) AS year, kind, project_id, any_value(name) AS name, any_value(district) AS district, count(*) AS warnings, min(opened_on) AS first_on
FROM warned
GROUP BY year, kind, project_id;

COMMENT ON VIEW warned_project IS '当年发过预警的项目，按类别每类一行 / Projects warned in a year; one row a kind of warning';
COMMENT ON COLUMN warned_project.year IS '年度 / Year';
COMMENT ON COLUMN warned_project.kind IS '类别 / Kind: start, progress, milestone, completion, coordination, reporting, cost';
COMMENT ON COLUMN warned_project.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN warned_project.name IS '项目名称 / Name of the project';
COMMENT ON COLUMN warned_project.district IS '区市县 / District';
COMMENT ON COLUMN warned_project.warnings IS '预警条数 / Warnings';
COMMENT ON COLUMN warned_project.first_on IS '最早发出日期 / When the first of them was raised';

-- The audit trail: who did what to a warning, when, from what to what.
CREATE OR REPLACE VIEW warning_event AS
SELECT e.warning_id,
       e.seq,
       w.rule,
       k.project_id,
       w.subject,
       e.on_day,
       e.written_at,
       e.actor,
       e.action,
       e.from_state,
       e.to_state,
       e.severity,
       e.holds,
       e.responsible,
       e.why_zh,
       e.why_en,
       e.value,
       e.due_on,
       e.deadline,
       e.assignee,
       e.until,
       e.note,
       e.reported_to,
       e.data_version
FROM store.warning_event AS e
JOIN store.warning AS w ON w.warning_id = e.warning_id
JOIN store.project_key AS k ON k.project_key = w.project_key
WHERE e.on_day <= known_until(as_of());

COMMENT ON VIEW warning_event IS '预警处置轨迹：何人何时把预警从什么状态改为什么状态 / The audit trail of warnings: who changed what, when, from what to what';
COMMENT ON COLUMN warning_event.warning_id IS '预警号 / Number of the warning';
COMMENT ON COLUMN warning_event.seq IS '该预警的第几步 / Step of the warning';
COMMENT ON COLUMN warning_event.rule IS '规则 / Rule';
COMMENT ON COLUMN warning_event.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN warning_event.subject IS '对象 / Milestone or coordination item; empty: the project itself';
COMMENT ON COLUMN warning_event.on_day IS '发生于哪一天（截至日期） / The as-of day it happened on';
COMMENT ON COLUMN warning_event.written_at IS '记录时间（UTC） / When it was written down, UTC';
COMMENT ON COLUMN warning_event.actor IS '何人；空为系统 / Who; empty: the engine';
COMMENT ON COLUMN warning_event.action IS '动作 / Action: raise, refresh, clear, escalate, resolve, close, reopen, expire, supersede, inherit, ack, dispute, waive, assign';
COMMENT ON COLUMN warning_event.from_state IS '此前状态 / State before';
COMMENT ON COLUMN warning_event.to_state IS '此后状态 / State after';
COMMENT ON COLUMN warning_event.severity IS '级别 / Severity';
COMMENT ON COLUMN warning_event.holds IS '预警情形是否仍在 / Whether what is warned of still holds';
COMMENT ON COLUMN warning_event.responsible IS '责任单位 / Responsible';
COMMENT ON COLUMN warning_event.why_zh IS '原因（中文） / Why, in Chinese';
COMMENT ON COLUMN warning_event.why_en IS '原因（英文） / Why, in English';
COMMENT ON COLUMN warning_event.value IS '判定所用的数值 / The figure it was judged by';
COMMENT ON COLUMN warning_event.due_on IS '应完成日期 / When what is late was due';
COMMENT ON COLUMN warning_event.deadline IS '答复或办理期限 / When an answer, or what was promised, is due';
COMMENT ON COLUMN warning_event.assignee IS '办理人或单位 / Who handles it';
COMMENT ON COLUMN warning_event.until IS '办理或豁免至哪一天（含） / Handled or waived until this day, included';
COMMENT ON COLUMN warning_event.note IS '说明 / Note';
COMMENT ON COLUMN warning_event.reported_to IS '当时填报截至 / The month reported to then';
COMMENT ON COLUMN warning_event.data_version IS '当时最近的装载批次 / The last load there was then';

-- The rules that are on, with the severities they can give.
CREATE OR REPLACE VIEW warning_rule AS
SELECT r.rule, r.title_zh, r.title_en, r.kind, s.severity, s.rank AS severity_rank, s.title_zh AS severity_zh, s.title_en AS severity_en, s.colour,
       d.respond_within, r.source
FROM store.warning_rule AS r
JOIN store.warning_severity AS s ON list_contains(r.severities, s.severity)
LEFT JOIN store.warning_deadline AS d ON d.rule = r.rule AND d.severity = s.severity
WHERE r.active;

COMMENT ON VIEW warning_rule IS '启用的预警规则及其级别，每个级别一行 / The warning rules that are on, one row a severity that they can give';
COMMENT ON COLUMN warning_rule.rule IS '规则 / Rule';
COMMENT ON COLUMN warning_rule.title_zh IS '中文名称 / Title in Chinese';
COMMENT ON COLUMN warning_rule.title_en IS '英文名称 / Title in English';
COMMENT ON COLUMN warning_rule.kind IS '类别 / Kind: start, progress, milestone, completion, coordination, reporting, cost';
COMMENT ON COLUMN warning_rule.severity IS '可给出的级别 / A severity it can give';
COMMENT ON COLUMN warning_rule.severity_rank IS '级别次序，1 为最轻 / Order of the severity; 1 is the lightest';
COMMENT ON COLUMN warning_rule.severity_zh IS '级别名称（中文） / Severity in Chinese';
COMMENT ON COLUMN warning_rule.severity_en IS '级别名称（英文） / Severity in English';
COMMENT ON COLUMN warning_rule.colour IS '颜色 / Colour';
COMMENT ON COLUMN warning_rule.respond_within IS '答复期限（天） / Days to respond';
COMMENT ON COLUMN warning_rule.source IS '依据 / Where the rule comes from';

-- Whether the rules that are on could be evaluated. A rule that fails leaves
-- its warnings as they are: without this view they would look up to date.
CREATE OR REPLACE VIEW warning_rule_health AS
SELECT r.rule, r.title_zh, r.title_en, r.succeeded_at, r.error IS NOT NULL AS failed, r.error
FROM store.warning_rule AS r
WHERE r.active;

COMMENT ON VIEW warning_rule_health IS '启用的预警规则运行是否正常 / Whether the warning rules that are on work';
COMMENT ON COLUMN warning_rule_health.rule IS '规则 / Rule';
COMMENT ON COLUMN warning_rule_health.title_zh IS '中文名称 / Title in Chinese';
COMMENT ON COLUMN warning_rule_health.title_en IS '英文名称 / Title in English';
COMMENT ON COLUMN warning_rule_health.succeeded_at IS '最近一次成功评估的时间（UTC） / When it was last evaluated well, UTC';
COMMENT ON COLUMN warning_rule_health.failed IS '最近一次评估是否出错 / Whether it failed in the last evaluation';
COMMENT ON COLUMN warning_rule_health.error IS '最近一次评估的错误 / What went wrong in the last evaluation';

-- From which day on people could answer; what is before was filled in later.
-- No row: nothing was evaluated up to the as-of date.
CREATE OR REPLACE VIEW warning_evaluated AS
SELECT max(day) AS day, max(live_from) AS live_from FROM store.warning_evaluation WHERE day <= known_until(as_of()) HAVING count(*) > 0;

COMMENT ON VIEW warning_evaluated IS '截至日期之前最近一次预警评估；没有则无行 / The last evaluation of warnings up to the as-of date; none: no row';
COMMENT ON COLUMN warning_evaluated.day IS '截至日期 / As-of day of the evaluation';
COMMENT ON COLUMN warning_evaluated.live_from IS '自哪一天起有人可以答复 / The day from which people could answer';
