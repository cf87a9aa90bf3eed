-- What districts answer to warnings, as they report it, and what became of each
-- step that an answer asks for. A step that was taken is a row of warning_event
-- like any other; this table says which row of which report asked for it.

CREATE TABLE store.warning_answer (
    warning_id INTEGER,
    project_key INTEGER,
    rule VARCHAR,
    subject VARCHAR,
    answered_on DATE,
    answered_on_precision VARCHAR,
    answered_by VARCHAR,
    verdict VARCHAR,
    reason VARCHAR,
    assignee VARCHAR,
    until DATE,
    until_precision VARCHAR,
    done_on DATE,
    done_on_precision VARCHAR,
    result VARCHAR,
    load_id INTEGER NOT NULL,
    sheet VARCHAR,
    row_number INTEGER,
    replaced_by INTEGER
);
COMMENT ON TABLE store.warning_answer IS '预警答复 / Answers to warnings';
COMMENT ON COLUMN store.warning_answer.warning_id IS '预警号；空则由项目与规则指明 / Number of the warning; NULL: project and rule say which';
COMMENT ON COLUMN store.warning_answer.project_key IS '项目内部序号 / Number of the project in this warehouse';
COMMENT ON COLUMN store.warning_answer.rule IS '规则（名称或代码，照原文） / Rule, by title or name as it was written';
COMMENT ON COLUMN store.warning_answer.subject IS '对象：节点或协调事项编号 / Milestone or coordination item';
COMMENT ON COLUMN store.warning_answer.answered_on IS '答复日期 / Answered on';
COMMENT ON COLUMN store.warning_answer.answered_on_precision IS '答复日期的精度 / Precision of answered_on: day, month, quarter, half_year, year';
COMMENT ON COLUMN store.warning_answer.answered_by IS '答复人；空为区市县 / Who answers; NULL: the district';
COMMENT ON COLUMN store.warning_answer.verdict IS '核实结果：true 属实，false 不属实，waived 豁免 / Verdict: true, false, waived';
COMMENT ON COLUMN store.warning_answer.reason IS '原因 / Reason';
COMMENT ON COLUMN store.warning_answer.assignee IS '办理人或单位 / Who handles it';
COMMENT ON COLUMN store.warning_answer.until IS '办理时限，或豁免至 / By when it is handled, or waived until';
COMMENT ON COLUMN store.warning_answer.until_precision IS '期限的精度 / Precision of until: day, month, quarter, half_year, year';
COMMENT ON COLUMN store.warning_answer.done_on IS '办结日期 / Done on';
COMMENT ON COLUMN store.warning_answer.done_on_precision IS '办结日期的精度 / Precision of done_on: day, month, quarter, half_year, year';
COMMENT ON COLUMN store.warning_answer.result IS '办理结果 / What was done';
COMMENT ON COLUMN store.warning_answer.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN store.warning_answer.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN store.warning_answer.row_number IS '来源行号 / Row of the file or sheet it came from';
COMMENT ON COLUMN store.warning_answer.replaced_by IS '取代本行的装载批次；空为现行 / The load that replaced this row; NULL: current';

CREATE TABLE store.warning_answer_step (
    load_id INTEGER NOT NULL,
    sheet VARCHAR,
    row_number INTEGER,
    named_id INTEGER,
    project_key INTEGER,
    rule VARCHAR,
    subject VARCHAR,
    action VARCHAR NOT NULL,
    asked_on DATE NOT NULL,
    assignee VARCHAR,
    until DATE,
    note VARCHAR,
    warning_id INTEGER,
    seq INTEGER,
    outcome VARCHAR NOT NULL,
    reason_zh VARCHAR,
    reason_en VARCHAR,
    written_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE store.warning_answer_step IS '预警答复的处理结果，每行答复要求的一步 / What became of answers to warnings; one row a step that an answer asks for';
COMMENT ON COLUMN store.warning_answer_step.load_id IS '答复的装载批次 / The load that brought the answer';
COMMENT ON COLUMN store.warning_answer_step.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN store.warning_answer_step.row_number IS '来源行号 / Row of the file or sheet it came from';
COMMENT ON COLUMN store.warning_answer_step.named_id IS '答复写明的预警号 / Number of the warning as the answer gives it';
COMMENT ON COLUMN store.warning_answer_step.project_key IS '项目内部序号 / Number of the project in this warehouse';
COMMENT ON COLUMN store.warning_answer_step.rule IS '答复写明的规则 / Rule as the answer names it';
COMMENT ON COLUMN store.warning_answer_step.subject IS '答复写明的对象 / Subject as the answer names it';
COMMENT ON COLUMN store.warning_answer_step.action IS '动作 / Action: ack, dispute, waive, assign, resolve';
COMMENT ON COLUMN store.warning_answer_step.asked_on IS '答复写明的日期 / The day that the answer gives';
COMMENT ON COLUMN store.warning_answer_step.assignee IS '办理人或单位 / Who handles it';
COMMENT ON COLUMN store.warning_answer_step.until IS '至哪一天 / Until which day';
COMMENT ON COLUMN store.warning_answer_step.note IS '说明 / Note';
COMMENT ON COLUMN store.warning_answer_step.warning_id IS '预警号；空为没有对应的预警 / Number of the warning; NULL: there is none';
COMMENT ON COLUMN store.warning_answer_step.seq IS '预警的第几步；空为未走 / Step of the warning; NULL: none was taken';
COMMENT ON COLUMN store.warning_answer_step.outcome IS '结果：taken 已采用，same 已是如此，set_aside 搁置 / Outcome: taken, same (it stood so already), set_aside';
COMMENT ON COLUMN store.warning_answer_step.reason_zh IS '搁置原因（中文） / Why it was set aside, in Chinese';
COMMENT ON COLUMN store.warning_answer_step.reason_en IS '搁置原因（英文） / Why it was set aside, in English';
COMMENT ON COLUMN store.warning_answer_step.written_at IS '记录时间（UTC） / When it was written down, UTC';
