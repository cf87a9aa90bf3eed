-- Projects whose register had no codes (load/named.sql) and that got one later:
-- their number, and so all that was reported of them, stayed.
CREATE TABLE store.project_recoded (
    project_key INTEGER NOT NULL,
    old_id VARCHAR NOT NULL,
    new_id VARCHAR NOT NULL,
    load_id INTEGER NOT NULL,
    sheet VARCHAR,
    row_number INTEGER
);
COMMENT ON TABLE store.project_recoded IS '原无编码、后来有了编码的项目 / Projects of a register without codes that got one later';
COMMENT ON COLUMN store.project_recoded.project_key IS '项目内部序号 / Number of the project in this warehouse';
COMMENT ON COLUMN store.project_recoded.old_id IS '原编码：区县代码与名称 / Id before: district and name';
COMMENT ON COLUMN store.project_recoded.new_id IS '现编码 / Id since';
COMMENT ON COLUMN store.project_recoded.load_id IS '带来编码的装载批次 / The load that brought the code';
COMMENT ON COLUMN store.project_recoded.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN store.project_recoded.row_number IS '来源行号 / Row of the file or sheet it came from';
