-- What was noticed in a report and kept no row from being loaded: a count or a
-- sum that people declared and that its rows do not have.
CREATE TABLE store.remark (
    load_id INTEGER NOT NULL,
    file VARCHAR,
    sheet VARCHAR,
    row_number BIGINT,
    column_name VARCHAR,
    value VARCHAR,
    declared DECIMAL(24, 6),
    computed DECIMAL(24, 6),
    code VARCHAR,
    reason_zh VARCHAR,
    reason_en VARCHAR
);
COMMENT ON TABLE store.remark IS '装载时的提示：写明的项数、合计与各行不符等，不影响装载 / Remarks of loading, such as a declared count or sum that the rows do not have; no row was set aside for them';
COMMENT ON COLUMN store.remark.load_id IS '批次号 / Number of the load';
COMMENT ON COLUMN store.remark.file IS '文件 / File';
COMMENT ON COLUMN store.remark.sheet IS '工作表 / Sheet';
COMMENT ON COLUMN store.remark.row_number IS '行号 / Row of the file or sheet';
COMMENT ON COLUMN store.remark.column_name IS '列名；项数不符时为空 / Column as the file names it; empty for counts';
COMMENT ON COLUMN store.remark.value IS '该行的文字 / What the row says';
COMMENT ON COLUMN store.remark.declared IS '写明的数，用该列的单位 / What is declared, in the unit of the column';
COMMENT ON COLUMN store.remark.computed IS '按各行算得的数，用该列的单位 / What the rows have, in the unit of the column';
COMMENT ON COLUMN store.remark.code IS '提示代码 / Code of the remark';
COMMENT ON COLUMN store.remark.reason_zh IS '说明（中文） / The remark in Chinese';
COMMENT ON COLUMN store.remark.reason_en IS '说明（英文） / The remark in English';
