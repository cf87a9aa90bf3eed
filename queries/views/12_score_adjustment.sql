-- What people report of scores, as the tables of 10_tables.sql.
CREATE OR REPLACE VIEW score_adjustment AS
SELECT t.year, t.quarter, t.entity, t.kind, t.item, t.points, t.load_id, t.sheet, t.row_number
FROM store.score_adjustment AS t
WHERE is_known(t.load_id, t.replaced_by);
COMMENT ON VIEW score_adjustment IS '考核加分、扣分与免列 / Scores: bonus, deduction and exemption that people report';
COMMENT ON COLUMN score_adjustment.year IS '年度 / Year';
COMMENT ON COLUMN score_adjustment.quarter IS '季度 / Quarter';
COMMENT ON COLUMN score_adjustment.entity IS '考核对象（区市县或市属国企，用其名称） / Who is scored (the name of a district or company)';
COMMENT ON COLUMN score_adjustment.kind IS '类别 / Kind: bonus, deduction, exemption';
COMMENT ON COLUMN score_adjustment.item IS '事项 / What for';
COMMENT ON COLUMN score_adjustment.points IS '分值（正数；免列不填） / Points, above 0; none for an exemption';
COMMENT ON COLUMN score_adjustment.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN score_adjustment.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN score_adjustment.row_number IS '来源行号 / Row of the file or sheet it came from';
