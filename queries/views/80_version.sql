-- One row that changes whenever something that people read does: loads, views,
-- steps of warnings, scores. Snapshots go by it.
CREATE OR REPLACE VIEW store.version AS
SELECT (SELECT max(load_id) FROM store.load) AS loads,
       (SELECT max(applied_at) FROM store.migration) AS migrated,
       (SELECT count(*) FROM store.warning_event) AS warning_steps,
       (SELECT count(*) FROM store.warning_answer_step) AS answer_steps,
       (SELECT max(written_at) FROM store.warning_evaluation) AS warned_at,
       (SELECT count(*) FROM store.warning_rule) AS warning_rules,
       (SELECT bit_xor(hash(q)) FROM store.score_quarter AS q) AS scores;
COMMENT ON VIEW store.version IS '数据版本：凡可查询内容有变，此行即变 / Version of the data: this row changes whenever something that can be asked for does';
COMMENT ON COLUMN store.version.loads IS '最近的装载批次 / The last load';
COMMENT ON COLUMN store.version.migrated IS '结构最近变更时间（UTC） / When tables and views last changed, UTC';
COMMENT ON COLUMN store.version.warning_steps IS '预警步骤数 / Steps of all warnings';
COMMENT ON COLUMN store.version.answer_steps IS '预警答复的处理步数 / Steps that answers to warnings asked for';
COMMENT ON COLUMN store.version.warned_at IS '最近评估规则的时间（UTC） / When rules were last evaluated, UTC';
COMMENT ON COLUMN store.version.warning_rules IS '启用的规则数 / Rules that are on';
COMMENT ON COLUMN store.version.scores IS '计分的哈希 / Hash of what was scored';
