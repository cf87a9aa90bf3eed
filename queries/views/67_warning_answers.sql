-- What districts answered, and what became of it. A row that asks for several
-- steps, such as to verify and to hand over, is set aside if any of them was.
CREATE OR REPLACE VIEW warning_answer AS
WITH step AS (
    SELECT load_id, sheet, row_number, max(warning_id) AS warning_id,
           CASE WHEN bool_or(outcome = 'set_aside') THEN 'set_aside' WHEN bool_or(outcome = 'taken') THEN 'taken' ELSE 'same' END AS outcome,
           string_agg(reason_zh, '；' ORDER BY asked_on, action) AS reason_zh, string_agg(reason_en, '; ' ORDER BY asked_on, action) AS reason_en
    FROM store.warning_answer_step
    GROUP BY load_id, sheet, row_number
)
SELECT coalesce(s.warning_id, t.warning_id) AS warning_id, k.project_id, t.rule, t.subject, t.answered_on, t.answered_on_precision, t.answered_by, t.verdict, t.reason,
       t.assignee, t.until, t.until_precision, t.done_on, t.done_on_precision, t.result,
       coalesce(s.outcome, 'waiting') AS outcome, s.reason_zh, s.reason_en, t.load_id, t.sheet, t.row_number
FROM store.warning_answer AS t
LEFT JOIN store.project_key AS k ON k.project_key = t.project_key
LEFT JOIN step AS s ON s.load_id = t.load_id AND s.sheet IS NOT DISTINCT FROM t.sheet AND s.row_number = t.row_number
WHERE is_known(t.load_id, t.replaced_by);
COMMENT ON VIEW warning_answer IS '预警答复及其处理结果 / Answers to warnings, and what became of them';
COMMENT ON COLUMN warning_answer.warning_id IS '预警号；空则由项目与规则指明 / Number of the warning; NULL: project and rule say which';
COMMENT ON COLUMN warning_answer.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN warning_answer.rule IS '规则（名称或代码，照原文） / Rule, by title or name as it was written';
COMMENT ON COLUMN warning_answer.subject IS '对象：节点或协调事项编号 / Milestone or coordination item';
COMMENT ON COLUMN warning_answer.answered_on IS '答复日期 / Answered on';
COMMENT ON COLUMN warning_answer.answered_on_precision IS '答复日期的精度 / Precision of answered_on: day, month, quarter, half_year, year';
COMMENT ON COLUMN warning_answer.answered_by IS '答复人；空为区市县 / Who answers; NULL: the district';
COMMENT ON COLUMN warning_answer.verdict IS '核实结果：true 属实，false 不属实，waived 豁免 / Verdict: true, false, waived';
COMMENT ON COLUMN warning_answer.reason IS '原因 / Reason';
COMMENT ON COLUMN warning_answer.assignee IS '办理人或单位 / Who handles it';
COMMENT ON COLUMN warning_answer.until IS '办理时限，或豁免至 / By when it is handled, or waived until';
COMMENT ON COLUMN warning_answer.until_precision IS '期限的精度 / Precision of until: day, month, quarter, half_year, year';
COMMENT ON COLUMN warning_answer.done_on IS '办结日期 / Done on';
COMMENT ON COLUMN warning_answer.done_on_precision IS '办结日期的精度 / Precision of done_on: day, month, quarter, half_year, year';
COMMENT ON COLUMN warning_answer.result IS '办理结果 / What was done';
COMMENT ON COLUMN warning_answer.outcome IS '结果：taken 已采用，same 已是如此，set_aside 搁置，waiting 待处理 / Outcome: taken, same (it stood so already), set_aside, waiting';
COMMENT ON COLUMN warning_answer.reason_zh IS '搁置原因（中文） / Why it was set aside, in Chinese';
COMMENT ON COLUMN warning_answer.reason_en IS '搁置原因（英文） / Why it was set aside, in English';
COMMENT ON COLUMN warning_answer.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN warning_answer.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN warning_answer.row_number IS '来源行号 / Row of the file or sheet it came from';
