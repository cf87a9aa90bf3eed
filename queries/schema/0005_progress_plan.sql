-- The physical progress a project should show by a day: the curve of its whole
-- life, which what was observed (schedule_report.progress_ratio) is held against.
CREATE TABLE store.progress_plan (
    project_key INTEGER,
    planned_on DATE,
    planned_on_precision VARCHAR,
    progress_ratio DECIMAL(12, 6),
    load_id INTEGER NOT NULL,
    sheet VARCHAR,
    row_number INTEGER,
    replaced_by INTEGER
);
COMMENT ON TABLE store.progress_plan IS '计划形象进度（全周期累计） / Planned physical progress, cumulative over the whole project';
COMMENT ON COLUMN store.progress_plan.project_key IS '项目内部序号 / Number of the project in this warehouse';
COMMENT ON COLUMN store.progress_plan.planned_on IS '计划日期 / Planned on';
COMMENT ON COLUMN store.progress_plan.planned_on_precision IS '计划日期的精度 / Precision of planned_on: day, month, quarter, half_year, year';
COMMENT ON COLUMN store.progress_plan.progress_ratio IS '计划完成比例 / Planned progress by then';
COMMENT ON COLUMN store.progress_plan.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN store.progress_plan.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN store.progress_plan.row_number IS '来源行号 / Row of the file or sheet it came from';
COMMENT ON COLUMN store.progress_plan.replaced_by IS '取代本行的装载批次；空为现行 / The load that replaced this row; NULL: current';
