-- Warnings and their life. What happened to a warning is a row of
-- warning_event, which is only ever added to; each row carries all that holds
-- after it, so that the last one up to a day is how the warning stood that day.

CREATE TABLE store.warning (
    warning_id INTEGER NOT NULL,
    rule VARCHAR NOT NULL,
    project_key INTEGER NOT NULL,
    subject VARCHAR NOT NULL,
    opened_on DATE NOT NULL
);
COMMENT ON TABLE store.warning IS '预警，每行一条 / Warnings; one row each';
COMMENT ON COLUMN store.warning.warning_id IS '预警号 / Number of the warning';
COMMENT ON COLUMN store.warning.rule IS '规则 / Rule';
COMMENT ON COLUMN store.warning.project_key IS '项目内部序号 / Number of the project in this warehouse';
COMMENT ON COLUMN store.warning.subject IS '对象：节点或协调事项编号；空为项目本身 / Milestone or coordination item; empty: the project itself';
COMMENT ON COLUMN store.warning.opened_on IS '发出日期 / Raised on';

CREATE TABLE store.warning_event (
    warning_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    on_day DATE NOT NULL,
    written_at TIMESTAMP NOT NULL,
    actor VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    from_state VARCHAR NOT NULL,
    to_state VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    found_severity VARCHAR NOT NULL,
    escalated_to VARCHAR,
    holds BOOLEAN NOT NULL,
    held_since DATE,
    responsible VARCHAR,
    why_zh VARCHAR,
    why_en VARCHAR,
    suggestion_zh VARCHAR,
    suggestion_en VARCHAR,
    value DOUBLE,
    due_on DATE,
    deadline DATE,
    assignee VARCHAR,
    until DATE,
    note VARCHAR,
    reported_to DATE,
    data_version INTEGER NOT NULL
);
COMMENT ON TABLE store.warning_event IS '预警的经过，只增不改；每行写明此后的全部状态 / What happened to warnings, only ever added to; each row carries all that holds after it';
COMMENT ON COLUMN store.warning_event.warning_id IS '预警号 / Number of the warning';
COMMENT ON COLUMN store.warning_event.seq IS '该预警的第几步，从 1 起 / Step of the warning, from 1';
COMMENT ON COLUMN store.warning_event.on_day IS '发生于哪一天（截至日期） / The as-of day it happened on';
COMMENT ON COLUMN store.warning_event.written_at IS '记录时间（UTC） / When it was written down, UTC';
COMMENT ON COLUMN store.warning_event.actor IS '何人；空为系统 / Who; empty: the engine';
COMMENT ON COLUMN store.warning_event.action IS '动作 / Action: raise, refresh, clear, escalate, resolve, close, reopen, expire, supersede, inherit, ack, dispute, waive, assign';
COMMENT ON COLUMN store.warning_event.from_state IS '此前状态；首步为空 / State before; empty in the first step';
COMMENT ON COLUMN store.warning_event.to_state IS '此后状态 / State after: raised, verified, false, waived, handling, resolved, closed, reopened';
COMMENT ON COLUMN store.warning_event.severity IS '级别 / Severity';
COMMENT ON COLUMN store.warning_event.found_severity IS '规则判定的级别，未计升级 / Severity the rule gave, without escalation';
COMMENT ON COLUMN store.warning_event.escalated_to IS '因逾期未答复升至的级别；空为未升级 / Severity reached by unanswered deadlines; NULL: none';
COMMENT ON COLUMN store.warning_event.holds IS '预警情形是否仍在 / Whether what is warned of still holds';
COMMENT ON COLUMN store.warning_event.held_since IS '情形自何时连续存在（按规则的时钟） / Since when it has held without a break, by the rule''s clock';
COMMENT ON COLUMN store.warning_event.responsible IS '责任单位 / Responsible';
COMMENT ON COLUMN store.warning_event.why_zh IS '原因（中文） / Why, in Chinese';
COMMENT ON COLUMN store.warning_event.why_en IS '原因（英文） / Why, in English';
COMMENT ON COLUMN store.warning_event.suggestion_zh IS '建议（中文） / Suggestion in Chinese';
COMMENT ON COLUMN store.warning_event.suggestion_en IS '建议（英文） / Suggestion in English';
COMMENT ON COLUMN store.warning_event.value IS '判定所用的数值 / The figure it was judged by';
COMMENT ON COLUMN store.warning_event.due_on IS '应完成日期 / When what is late was due';
COMMENT ON COLUMN store.warning_event.deadline IS '答复或办理期限；空为无 / When an answer, or what was promised, is due; NULL: none';
COMMENT ON COLUMN store.warning_event.assignee IS '办理人或单位 / Who handles it';
COMMENT ON COLUMN store.warning_event.until IS '办理或豁免至哪一天（含） / Handled or waived until this day, included';
COMMENT ON COLUMN store.warning_event.note IS '说明 / Note';
COMMENT ON COLUMN store.warning_event.reported_to IS '当时填报截至 / The month reported to then';
COMMENT ON COLUMN store.warning_event.data_version IS '当时最近的装载批次 / The last load there was then';

CREATE TABLE store.warning_evaluation (
    day DATE NOT NULL,
    written_at TIMESTAMP NOT NULL,
    reported_to DATE,
    data_version INTEGER NOT NULL,
    definition_hash VARCHAR NOT NULL,
    live_from DATE NOT NULL,
    failed VARCHAR[] NOT NULL
);
COMMENT ON TABLE store.warning_evaluation IS '规则的历次评估；日期、数据、规则与出错情况都未变的不重复记录 / When the rules were evaluated; one that repeats the last, with the same day, data, rules and failures, is not written down again';
COMMENT ON COLUMN store.warning_evaluation.day IS '截至日期 / As-of day';
COMMENT ON COLUMN store.warning_evaluation.written_at IS '记录时间（UTC） / When it was written down, UTC';
COMMENT ON COLUMN store.warning_evaluation.reported_to IS '填报截至 / The month reported to';
COMMENT ON COLUMN store.warning_evaluation.data_version IS '最近的装载批次 / The last load';
COMMENT ON COLUMN store.warning_evaluation.definition_hash IS '规则与设置的 SHA-256 / SHA-256 of rules and settings';
COMMENT ON COLUMN store.warning_evaluation.live_from IS '自哪一天起有人可以答复；此前为补算 / The day from which people could answer; what is before was filled in later';
COMMENT ON COLUMN store.warning_evaluation.failed IS '出错的规则 / Rules that failed';

CREATE TABLE store.warning_rule (
    rule VARCHAR NOT NULL,
    active BOOLEAN NOT NULL,
    title_zh VARCHAR,
    title_en VARCHAR,
    kind VARCHAR,
    subject VARCHAR,
    source VARCHAR,
    clock VARCHAR,
    becomes VARCHAR,
    datasets VARCHAR[],
    severities VARCHAR[],
    consecutive_months INTEGER,
    consecutive_severity VARCHAR,
    succeeded_at TIMESTAMP,
    error VARCHAR
);
COMMENT ON TABLE store.warning_rule IS '预警规则，停用的也保留 / Rules, those switched off included';
COMMENT ON COLUMN store.warning_rule.rule IS '规则 / Rule';
COMMENT ON COLUMN store.warning_rule.active IS '是否启用 / Whether it is on';
COMMENT ON COLUMN store.warning_rule.title_zh IS '中文名称 / Title in Chinese';
COMMENT ON COLUMN store.warning_rule.title_en IS '英文名称 / Title in English';
COMMENT ON COLUMN store.warning_rule.kind IS '类别 / Kind: start, progress, milestone, completion, coordination, reporting, cost';
COMMENT ON COLUMN store.warning_rule.subject IS '对象 / What subjects are: project, milestone, coordination_item';
COMMENT ON COLUMN store.warning_rule.source IS '依据 / Where the rule comes from';
COMMENT ON COLUMN store.warning_rule.clock IS '月份按什么计 / What its months follow: calendar, reports';
COMMENT ON COLUMN store.warning_rule.becomes IS '转为哪条规则 / The rule that takes over';
COMMENT ON COLUMN store.warning_rule.datasets IS '所用数据集 / Datasets it reads';
COMMENT ON COLUMN store.warning_rule.severities IS '可给出的级别 / Severities it can give';
COMMENT ON COLUMN store.warning_rule.consecutive_months IS '连续多少个月升级；空为不升 / Months on end that raise it; NULL: none';
COMMENT ON COLUMN store.warning_rule.consecutive_severity IS '连续多月升至的级别 / Severity that they raise it to';
COMMENT ON COLUMN store.warning_rule.succeeded_at IS '最近一次成功评估的时间（UTC） / When it was last evaluated well, UTC';
COMMENT ON COLUMN store.warning_rule.error IS '最近一次评估的错误；空为成功 / What went wrong in the last evaluation; NULL: nothing';

CREATE TABLE store.warning_severity (
    severity VARCHAR NOT NULL,
    rank INTEGER NOT NULL,
    title_zh VARCHAR,
    title_en VARCHAR,
    colour VARCHAR
);
COMMENT ON TABLE store.warning_severity IS '预警级别，由轻到重 / Severities, the lightest first';
COMMENT ON COLUMN store.warning_severity.severity IS '级别 / Severity';
COMMENT ON COLUMN store.warning_severity.rank IS '次序，1 为最轻 / Order; 1 is the lightest';
COMMENT ON COLUMN store.warning_severity.title_zh IS '中文名称 / Title in Chinese';
COMMENT ON COLUMN store.warning_severity.title_en IS '英文名称 / Title in English';
COMMENT ON COLUMN store.warning_severity.colour IS '颜色 / Colour';

CREATE TABLE store.warning_deadline (
    rule VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    respond_within INTEGER NOT NULL
);
COMMENT ON TABLE store.warning_deadline IS '各规则各级别的答复期限 / How many days there are to respond, by rule and severity';
COMMENT ON COLUMN store.warning_deadline.rule IS '规则 / Rule';
COMMENT ON COLUMN store.warning_deadline.severity IS '级别 / Severity';
COMMENT ON COLUMN store.warning_deadline.respond_within IS '天数 / Days';
