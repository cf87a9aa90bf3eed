-- Which figure a later load changed, from what to what. Nothing is written
-- down for it: a replaced row stays in its table with the load that replaced
-- it, and the two rows side by side are the revision.
CREATE OR REPLACE VIEW revision AS
WITH changes AS (
SELECT 'district' AS dataset, NULL AS project_key, concat_ws(' ', o.code) AS key, o.load_id AS old_load_id, n.load_id AS load_id, n.sheet, n.row_number,
    unnest([
        {'field': 'name_zh', 'old_value': CAST(o.name_zh AS VARCHAR), 'new_value': CAST(n.name_zh AS VARCHAR)},
        {'field': 'name_en', 'old_value': CAST(o.name_en AS VARCHAR), 'new_value': CAST(n.name_en AS VARCHAR)},
        {'field': 'kind', 'old_value': CAST(o.kind AS VARCHAR), 'new_value': CAST(n.kind AS VARCHAR)},
        {'field': 'aliases', 'old_value': CAST(o.aliases AS VARCHAR), 'new_value': CAST(n.aliases AS VARCHAR)},
        {'field': 'latitude', 'old_value': CAST(o.latitude AS VARCHAR), 'new_value': CAST(n.latitude AS VARCHAR)},
        {'field': 'longitude', 'old_value': CAST(o.longitude AS VARCHAR), 'new_value': CAST(n.longitude AS VARCHAR)}
    ]) AS change
FROM store.district AS o
JOIN store.district AS n ON n.load_id = o.replaced_by AND n.code IS NOT DISTINCT FROM o.code
WHERE o.replaced_by IS NOT NULL
UNION ALL
SELECT 'sector' AS dataset, NULL AS project_key, concat_ws(' ', o.code) AS key, o.load_id AS old_load_id, n.load_id AS load_id, n.sheet, n.row_number,
    unnest([
        {'field': 'name_zh', 'old_value': CAST(o.name_zh AS VARCHAR), 'new_value': CAST(n.name_zh AS VARCHAR)},
        {'field': 'name_en', 'old_value': CAST(o.name_en AS VARCHAR), 'new_value': CAST(n.name_en AS VARCHAR)},
        {'field': 'aliases', 'old_value': CAST(o.aliases AS VARCHAR), 'new_value': CAST(n.aliases AS VARCHAR)}
    ]) AS change
FROM store.sector AS o
JOIN store.sector AS n ON n.load_id = o.replaced_by AND n.code IS NOT DISTINCT FROM o.code
WHERE o.replaced_by IS NOT NULL
UNION ALL
SELECT 'project_type' AS dataset, NULL AS project_key, concat_ws(' ', o.code) AS key, o.load_id AS old_load_id, n.load_id AS load_id, n.sheet, n.row_number,
    unnest([
        {'field': 'name_zh', 'old_value': CAST(o.name_zh AS VARCHAR), 'new_value': CAST(n.name_zh AS VARCHAR)},
        {'field': 'name_en', 'old_value': CAST(o.name_en AS VARCHAR), 'new_value': CAST(n.name_en AS VARCHAR)},
        {'field': 'aliases', 'old_value': CAST(o.aliases AS VARCHAR), 'new_value': CAST(n.aliases AS VARCHAR)}
    ]) AS change
FROM store.project_type AS o
JOIN store.project_type AS n ON n.load_id = o.replaced_by AND n.code IS NOT DISTINCT FROM o.code
WHERE o.replaced_by IS NOT NULL
UNION ALL
SELECT 'project' AS dataset, o.project_key AS project_key, NULL AS key, o.load_id AS old_load_id, n.load_id AS load_id, n.sheet, n.row_number,
    unnest([
        {'field': 'name', 'old_value': CAST(o.name AS VARCHAR), 'new_value': CAST(n.name AS VARCHAR)},
        {'field': 'level', 'old_value': CAST(o.level AS VARCHAR), 'new_value': CAST(n.level AS VARCHAR)},
        {'field': 'district_code', 'old_value': CAST(o.district_code AS VARCHAR), 'new_value': CAST(n.district_code AS VARCHAR)},
        {'field': 'sector_code', 'old_value': CAST(o.sector_code AS VARCHAR), 'new_value': CAST(n.sector_code AS VARCHAR)},
        {'field': 'project_type_code', 'old_value': CAST(o.project_type_code AS VARCHAR), 'new_value': CAST(n.project_type_code AS VARCHAR)},
        {'field': 'stage', 'old_value': CAST(o.stage AS VARCHAR), 'new_value': CAST(n.stage AS VARCHAR)},
        {'field': 'owner', 'old_value': CAST(o.owner AS VARCHAR), 'new_value': CAST(n.owner AS VARCHAR)},
        {'field': 'owner_kind', 'old_value': CAST(o.owner_kind AS VARCHAR), 'new_value': CAST(n.owner_kind AS VARCHAR)},
        {'field': 'total_investment', 'old_value': CAST(o.total_investment AS VARCHAR), 'new_value': CAST(n.total_investment AS VARCHAR)},
        {'field': 'planned_start', 'old_value': CAST(o.planned_start AS VARCHAR), 'new_value': CAST(n.planned_start AS VARCHAR)},
        {'field': 'actual_start', 'old_value': CAST(o.actual_start AS VARCHAR), 'new_value': CAST(n.actual_start AS VARCHAR)},
        {'field': 'planned_completion', 'old_value': CAST(o.planned_completion AS VARCHAR), 'new_value': CAST(n.planned_completion AS VARCHAR)},
        {'field': 'forecast_completion', 'old_value': CAST(o.forecast_completion AS VARCHAR), 'new_value': CAST(n.forecast_completion AS VARCHAR)},
        {'field': 'actual_completion', 'old_value': CAST(o.actual_completion AS VARCHAR), 'new_value': CAST(n.actual_completion AS VARCHAR)},
        {'field': 'planned_in_service', 'old_value': CAST(o.planned_in_service AS VARCHAR), 'new_value': CAST(n.planned_in_service AS VARCHAR)},
        {'field': 'actual_in_service', 'old_value': CAST(o.actual_in_service AS VARCHAR), 'new_value': CAST(n.actual_in_service AS VARCHAR)},
        {'field': 'reserved_on', 'old_value': CAST(o.reserved_on AS VARCHAR), 'new_value': CAST(n.reserved_on AS VARCHAR)},
        {'field': 'converted_on', 'old_value': CAST(o.converted_on AS VARCHAR), 'new_value': CAST(n.converted_on AS VARCHAR)}
    ]) AS change
FROM store.project AS o
JOIN store.project AS n ON n.load_id = o.replaced_by AND n.project_key IS NOT DISTINCT FROM o.project_key
WHERE o.replaced_by IS NOT NULL
UNION ALL
SELECT 'annual_plan' AS dataset, o.project_key AS project_key, concat_ws(' ', o.year) AS key, o.load_id AS old_load_id, n.load_id AS load_id, n.sheet, n.row_number,
    unnest([
        {'field': 'planned_investment', 'old_value': CAST(o.planned_investment AS VARCHAR), 'new_value': CAST(n.planned_investment AS VARCHAR)},
        {'field': 'plan_kind', 'old_value': CAST(o.plan_kind AS VARCHAR), 'new_value': CAST(n.plan_kind AS VARCHAR)}
    ]) AS change
FROM store.annual_plan AS o
JOIN store.annual_plan AS n ON n.load_id = o.replaced_by AND n.project_key IS NOT DISTINCT FROM o.project_key AND n.year IS NOT DISTINCT FROM o.year
WHERE o.replaced_by IS NOT NULL
UNION ALL
SELECT 'monthly_plan' AS dataset, o.project_key AS project_key, concat_ws(' ', o.month) AS key, o.load_id AS old_load_id, n.load_id AS load_id, n.sheet, n.row_number,
    unnest([
        {'field': 'planned_ytd', 'old_value': CAST(o.planned_ytd AS VARCHAR), 'new_value': CAST(n.planned_ytd AS VARCHAR)}
    ]) AS change
FROM store.monthly_plan AS o
JOIN store.monthly_plan AS n ON n.load_id = o.replaced_by AND n.project_key IS NOT DISTINCT FROM o.project_key AND n.month IS NOT DISTINCT FROM o.month
WHERE o.replaced_by IS NOT NULL
UNION ALL
SELECT 'investment_report' AS dataset, o.project_key AS project_key, concat_ws(' ', o.month) AS key, o.load_id AS old_load_id, n.load_id AS load_id, n.sheet, n.row_number,
    unnest([
        {'field': 'completed', 'old_value': CAST(o.completed AS VARCHAR), 'new_value': CAST(n.completed AS VARCHAR)},
        {'field': 'completed_ytd', 'old_value': CAST(o.completed_ytd AS VARCHAR), 'new_value': CAST(n.completed_ytd AS VARCHAR)},
        {'field': 'reported_on', 'old_value': CAST(o.reported_on AS VARCHAR), 'new_value': CAST(n.reported_on AS VARCHAR)},
        {'field': 'progress_note', 'old_value': CAST(o.progress_note AS VARCHAR), 'new_value': CAST(n.progress_note AS VARCHAR)}
    ]) AS change
FROM store.investment_report AS o
JOIN store.investment_report AS n ON n.load_id = o.replaced_by AND n.project_key IS NOT DISTINCT FROM o.project_key AND n.month IS NOT DISTINCT FROM o.month
WHERE o.replaced_by IS NOT NULL
UNION ALL
SELECT 'schedule_report' AS dataset, o.project_key AS project_key, concat_ws(' ', o.reported_on) AS key, o.load_id AS old_load_id, n.load_id AS load_id, n.sheet, n.row_number,
    unnest([
        {'field': 'phase', 'old_value': CAST(o.phase AS VARCHAR), 'new_value': CAST(n.phase AS VARCHAR)},
        {'field': 'forecast_start', 'old_value': CAST(o.forecast_start AS VARCHAR), 'new_value': CAST(n.forecast_start AS VARCHAR)},
        {'field': 'forecast_completion', 'old_value': CAST(o.forecast_completion AS VARCHAR), 'new_value': CAST(n.forecast_completion AS VARCHAR)},
        {'field': 'forecast_cost', 'old_value': CAST(o.forecast_cost AS VARCHAR), 'new_value': CAST(n.forecast_cost AS VARCHAR)},
        {'field': 'progress_ratio', 'old_value': CAST(o.progress_ratio AS VARCHAR), 'new_value': CAST(n.progress_ratio AS VARCHAR)}
    ]) AS change
FROM store.schedule_report AS o
JOIN store.schedule_report AS n ON n.load_id = o.replaced_by AND n.project_key IS NOT DISTINCT FROM o.project_key AND n.reported_on IS NOT DISTINCT FROM o.reported_on
WHERE o.replaced_by IS NOT NULL
UNION ALL
SELECT 'baseline' AS dataset, o.project_key AS project_key, concat_ws(' ', o.approved_on) AS key, o.load_id AS old_load_id, n.load_id AS load_id, n.sheet, n.row_number,
    unnest([
        {'field': 'planned_start', 'old_value': CAST(o.planned_start AS VARCHAR), 'new_value': CAST(n.planned_start AS VARCHAR)},
        {'field': 'planned_completion', 'old_value': CAST(o.planned_completion AS VARCHAR), 'new_value': CAST(n.planned_completion AS VARCHAR)},
        {'field': 'total_investment', 'old_value': CAST(o.total_investment AS VARCHAR), 'new_value': CAST(n.total_investment AS VARCHAR)}
    ]) AS change
FROM store.baseline AS o
JOIN store.baseline AS n ON n.load_id = o.replaced_by AND n.project_key IS NOT DISTINCT FROM o.project_key AND n.approved_on IS NOT DISTINCT FROM o.approved_on
WHERE o.replaced_by IS NOT NULL
UNION ALL
SELECT 'milestone' AS dataset, o.project_key AS project_key, concat_ws(' ', o.milestone) AS key, o.load_id AS old_load_id, n.load_id AS load_id, n.sheet, n.row_number,
    unnest([
        {'field': 'planned_on', 'old_value': CAST(o.planned_on AS VARCHAR), 'new_value': CAST(n.planned_on AS VARCHAR)},
        {'field': 'forecast_on', 'old_value': CAST(o.forecast_on AS VARCHAR), 'new_value': CAST(n.forecast_on AS VARCHAR)},
        {'field': 'actual_on', 'old_value': CAST(o.actual_on AS VARCHAR), 'new_value': CAST(n.actual_on AS VARCHAR)}
    ]) AS change
FROM store.milestone AS o
JOIN store.milestone AS n ON n.load_id = o.replaced_by AND n.project_key IS NOT DISTINCT FROM o.project_key AND n.milestone IS NOT DISTINCT FROM o.milestone
WHERE o.replaced_by IS NOT NULL
UNION ALL
SELECT 'coordination_item' AS dataset, NULL AS project_key, concat_ws(' ', o.item_id) AS key, o.load_id AS old_load_id, n.load_id AS load_id, n.sheet, n.row_number,
    unnest([
        {'field': 'project_key', 'old_value': CAST(o.project_key AS VARCHAR), 'new_value': CAST(n.project_key AS VARCHAR)},
        {'field': 'title', 'old_value': CAST(o.title AS VARCHAR), 'new_value': CAST(n.title AS VARCHAR)},
        {'field': 'element', 'old_value': CAST(o.element AS VARCHAR), 'new_value': CAST(n.element AS VARCHAR)},
        {'field': 'raised_on', 'old_value': CAST(o.raised_on AS VARCHAR), 'new_value': CAST(n.raised_on AS VARCHAR)},
        {'field': 'due_on', 'old_value': CAST(o.due_on AS VARCHAR), 'new_value': CAST(n.due_on AS VARCHAR)},
        {'field': 'resolved_on', 'old_value': CAST(o.resolved_on AS VARCHAR), 'new_value': CAST(n.resolved_on AS VARCHAR)},
        {'field': 'responsible', 'old_value': CAST(o.responsible AS VARCHAR), 'new_value': CAST(n.responsible AS VARCHAR)}
    ]) AS change
FROM store.coordination_item AS o
JOIN store.coordination_item AS n ON n.load_id = o.replaced_by AND n.item_id IS NOT DISTINCT FROM o.item_id
WHERE o.replaced_by IS NOT NULL
UNION ALL
SELECT 'breakthrough' AS dataset, o.project_key AS project_key, concat_ws(' ', o.batch, o.kind, o.achieved_on) AS key, o.load_id AS old_load_id, n.load_id AS load_id, n.sheet, n.row_number,
    unnest([
        {'field': 'points', 'old_value': CAST(o.points AS VARCHAR), 'new_value': CAST(n.points AS VARCHAR)}
    ]) AS change
FROM store.breakthrough AS o
JOIN store.breakthrough AS n ON n.load_id = o.replaced_by AND n.project_key IS NOT DISTINCT FROM o.project_key AND n.batch IS NOT DISTINCT FROM o.batch AND n.kind IS NOT DISTINCT FROM o.kind AND n.achieved_on IS NOT DISTINCT FROM o.achieved_on
WHERE o.replaced_by IS NOT NULL
UNION ALL
SELECT 'benchmark' AS dataset, NULL AS project_key, concat_ws(' ', o.scope, o.level, o.month) AS key, o.load_id AS old_load_id, n.load_id AS load_id, n.sheet, n.row_number,
    unnest([
        {'field': 'completion_ratio', 'old_value': CAST(o.completion_ratio AS VARCHAR), 'new_value': CAST(n.completion_ratio AS VARCHAR)}
    ]) AS change
FROM store.benchmark AS o
JOIN store.benchmark AS n ON n.load_id = o.replaced_by AND n.scope IS NOT DISTINCT FROM o.scope AND n.level IS NOT DISTINCT FROM o.level AND n.month IS NOT DISTINCT FROM o.month
WHERE o.replaced_by IS NOT NULL
UNION ALL
SELECT 'target' AS dataset, NULL AS project_key, concat_ws(' ', o.year, o.quarter, o.district_code, o.measure) AS key, o.load_id AS old_load_id, n.load_id AS load_id, n.sheet, n.row_number,
    unnest([
        {'field': 'value', 'old_value': CAST(o.value AS VARCHAR), 'new_value': CAST(n.value AS VARCHAR)}
    ]) AS change
FROM store.target AS o
JOIN store.target AS n ON n.load_id = o.replaced_by AND n.year IS NOT DISTINCT FROM o.year AND n.quarter IS NOT DISTINCT FROM o.quarter AND n.district_code IS NOT DISTINCT FROM o.district_code AND n.measure IS NOT DISTINCT FROM o.measure
WHERE o.replaced_by IS NOT NULL
)
SELECT c.dataset, k.project_id, c.key, c.change.field AS field, c.change.old_value AS old_value, c.change.new_value AS new_value,
       c.load_id, c.old_load_id, l.known_on AS revised_on, l.loaded_at, l.path AS file, c.sheet, c.row_number
FROM changes AS c
JOIN store.load AS l ON l.load_id = c.load_id
LEFT JOIN store.project_key AS k ON k.project_key = c.project_key
WHERE c.change.old_value IS DISTINCT FROM c.change.new_value;
COMMENT ON VIEW revision IS '被后来装载更正的数值：由何值改为何值 / Which figure a later load changed, from what to what';
COMMENT ON COLUMN revision.dataset IS '数据集 / Dataset';
COMMENT ON COLUMN revision.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN revision.key IS '键中项目以外的部分（月份等） / The rest of the key: the month, the year, …';
COMMENT ON COLUMN revision.field IS '字段 / Field';
COMMENT ON COLUMN revision.old_value IS '原值 / Old value';
COMMENT ON COLUMN revision.new_value IS '新值 / New value';
COMMENT ON COLUMN revision.load_id IS '更正它的装载批次 / The load that changed it';
COMMENT ON COLUMN revision.old_load_id IS '原装载批次 / The load that had brought it';
COMMENT ON COLUMN revision.revised_on IS '自哪一天起算为已知 / The day from which the new value counts as known';
COMMENT ON COLUMN revision.loaded_at IS '装载时间（UTC） / When it was loaded, UTC';
COMMENT ON COLUMN revision.file IS '更正它的文件 / The file that changed it';
COMMENT ON COLUMN revision.sheet IS '工作表 / Sheet';
COMMENT ON COLUMN revision.row_number IS '行号 / Row';

-- What was loaded, what was set aside, what the quality rules found.
CREATE OR REPLACE VIEW load AS
SELECT load_id, job, dataset, path, content_hash, bytes, known_on, loaded_at, duration_seconds,
       rows_read, rows_new, rows_changed, rows_same, rows_set_aside, rows_skipped
FROM store.load;
CREATE OR REPLACE VIEW reject AS
SELECT load_id, file, sheet, row_number, column_name, value, code, reason_zh, reason_en, record
FROM store.reject;
CREATE OR REPLACE VIEW finding AS
SELECT f.rule, f.severity, k.project_id, f.month, f.found_on, f.detail_zh, f.detail_en, f.value, f.load_id, f.sheet, f.row_number
FROM store.finding AS f
LEFT JOIN store.project_key AS k ON k.project_key = f.project_key;
COMMENT ON VIEW load IS '装载记录，每行一个文件一次装载 / What was loaded, when, from which file; one row a load';
COMMENT ON COLUMN load.load_id IS '批次号 / Number of the load';
COMMENT ON COLUMN load.job IS '任务 / Job of shixu.yaml';
COMMENT ON COLUMN load.dataset IS '数据集 / Dataset';
COMMENT ON COLUMN load.path IS '文件 / File';
COMMENT ON COLUMN load.content_hash IS '内容的 SHA-256 / SHA-256 of the content';
COMMENT ON COLUMN load.bytes IS '文件字节数 / Size of the file in bytes';
COMMENT ON COLUMN load.known_on IS '自哪一天起算为已知 / The day from which its content counts as known';
COMMENT ON COLUMN load.loaded_at IS '装载时间（UTC） / When it was loaded, UTC';
COMMENT ON COLUMN load.duration_seconds IS '用时（秒） / Time taken in seconds';
COMMENT ON COLUMN load.rows_read IS '读到的行数 / Rows read';
COMMENT ON COLUMN load.rows_new IS '新增行数 / Rows that were new';
COMMENT ON COLUMN load.rows_changed IS '更正行数 / Rows that changed an earlier one';
COMMENT ON COLUMN load.rows_same IS '与原有相同的行数 / Rows that said what was known';
COMMENT ON COLUMN load.rows_set_aside IS '搁置行数 / Rows set aside';
COMMENT ON COLUMN load.rows_skipped IS '合计、分类、备注等非数据行 / Rows that are no data: subtotals, category titles, notes';
COMMENT ON VIEW reject IS '搁置的行与原因，每行一个问题 / What was set aside, with its place and reason; one row a problem';
COMMENT ON COLUMN reject.load_id IS '批次号 / Number of the load';
COMMENT ON COLUMN reject.file IS '文件 / File';
COMMENT ON COLUMN reject.sheet IS '工作表 / Sheet';
COMMENT ON COLUMN reject.row_number IS '行号 / Row of the file or sheet';
COMMENT ON COLUMN reject.column_name IS '列名 / Column as the file names it';
COMMENT ON COLUMN reject.value IS '原值 / The value as it stood there';
COMMENT ON COLUMN reject.code IS '原因代码 / Code of the reason';
COMMENT ON COLUMN reject.reason_zh IS '原因（中文） / The reason in Chinese';
COMMENT ON COLUMN reject.reason_en IS '原因（英文） / The reason in English';
COMMENT ON COLUMN reject.record IS '整行内容（JSON） / The whole row as read, in JSON';
COMMENT ON VIEW finding IS '质量规则的发现 / What the quality rules found';
COMMENT ON COLUMN finding.rule IS '规则 / Rule';
COMMENT ON COLUMN finding.severity IS '严重程度 / Severity';
COMMENT ON COLUMN finding.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN finding.month IS '月份 / Month';
COMMENT ON COLUMN finding.found_on IS '发现日期 / Found on';
COMMENT ON COLUMN finding.detail_zh IS '说明（中文） / Detail in Chinese';
COMMENT ON COLUMN finding.detail_en IS '说明（英文） / Detail in English';
COMMENT ON COLUMN finding.value IS '数值 / The value';
COMMENT ON COLUMN finding.load_id IS '批次号 / The load that brought the figure';
COMMENT ON COLUMN finding.sheet IS '工作表 / Sheet';
COMMENT ON COLUMN finding.row_number IS '行号 / Row';
