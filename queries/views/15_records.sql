-- One field of a row before and after. A date is written as people write it and
-- load/read.sql reads it, as precisely as it is known: 2023-09-30, 2023-09,
-- 2023Q3, 2023H2, 2023; so a change of precision alone is a change too.
CREATE OR REPLACE MACRO store.changed(field, old, new) AS
    {'field': field, 'old_value': CAST(old AS VARCHAR), 'new_value': CAST(new AS VARCHAR)};
CREATE OR REPLACE MACRO store.date_as_written(d, fineness) AS
    CASE fineness WHEN 'month' THEN strftime(d, '%Y-%m') WHEN 'quarter' THEN concat(year(d), 'Q', quarter(d))
                  WHEN 'half_year' THEN concat(year(d), 'H', month(d) // 6) WHEN 'year' THEN CAST(year(d) AS VARCHAR)
                  ELSE CAST(d AS VARCHAR) END;
CREATE OR REPLACE MACRO store.changed_date(field, old, old_fineness, new, new_fineness) AS
    store.changed(field, store.date_as_written(old, old_fineness), store.date_as_written(new, new_fineness));
-- One field of a row, as `shixu trace` shows it.
CREATE OR REPLACE MACRO store.traced(field, value) AS {'field': field, 'value': CAST(value AS VARCHAR)};
CREATE OR REPLACE MACRO store.project_id_of(key) AS (SELECT k.project_id FROM store.project_key AS k WHERE k.project_key = key);

-- Which figure a later load changed, from what to what. Nothing is written
-- down for it: a replaced row stays in its table with the load that replaced
-- it, and the two rows side by side are the revision.
CREATE OR REPLACE VIEW revision AS
WITH changes AS (
    SELECT 'district' AS dataset, NULL AS project_key, concat_ws(' ', o.code) AS key, o.load_id AS old_load_id, n.load_id AS load_id, n.sheet, n.row_number,
           unnest([store.changed('name_zh', o.name_zh, n.name_zh),
                   store.changed('name_en', o.name_en, n.name_en),
                   store.changed('kind', o.kind, n.kind),
                   store.changed('aliases', o.aliases, n.aliases),
                   store.changed('latitude', o.latitude, n.latitude),
                   store.changed('longitude', o.longitude, n.longitude)]) AS change
    FROM store.district AS o
    JOIN store.district AS n ON n.load_id = o.replaced_by AND n.code IS NOT DISTINCT FROM o.code
    UNION ALL
    SELECT 'sector' AS dataset, NULL AS project_key, concat_ws(' ', o.code) AS key, o.load_id AS old_load_id, n.load_id AS load_id, n.sheet, n.row_number,
           unnest([store.changed('name_zh', o.name_zh, n.name_zh),
                   store.changed('name_en', o.name_en, n.name_en),
                   store.changed('aliases', o.aliases, n.aliases)]) AS change
    FROM store.sector AS o
    JOIN store.sector AS n ON n.load_id = o.replaced_by AND n.code IS NOT DISTINCT FROM o.code
    UNION ALL
    SELECT 'project_type' AS dataset, NULL AS project_key, concat_ws(' ', o.code) AS key, o.load_id AS old_load_id, n.load_id AS load_id, n.sheet, n.row_number,
           unnest([store.changed('name_zh', o.name_zh, n.name_zh),
                   store.changed('name_en', o.name_en, n.name_en),
                   store.changed('aliases', o.aliases, n.aliases)]) AS change
    FROM store.project_type AS o
    JOIN store.project_type AS n ON n.load_id = o.replaced_by AND n.code IS NOT DISTINCT FROM o.code
    UNION ALL
    SELECT 'project' AS dataset, o.project_key AS project_key, NULL AS key, o.load_id AS old_load_id, n.load_id AS load_id, n.sheet, n.row_number,
           unnest([store.changed('name', o.name, n.name),
                   store.changed('level', o.level, n.level),
                   store.changed('district_code', o.district_code, n.district_code),
                   store.changed('sector_code', o.sector_code, n.sector_code),
                   store.changed('project_type_code', o.project_type_code, n.project_type_code),
                   store.changed('stage', o.stage, n.stage),
                   store.changed('owner', o.owner, n.owner),
                   store.changed('owner_kind', o.owner_kind, n.owner_kind),
                   store.changed('total_investment', o.total_investment, n.total_investment),
                   store.changed_date('planned_start', o.planned_start, o.planned_start_precision, n.planned_start, n.planned_start_precision),
                   store.changed_date('actual_start', o.actual_start, o.actual_start_precision, n.actual_start, n.actual_start_precision),
                   store.changed_date('planned_completion', o.planned_completion, o.planned_completion_precision, n.planned_completion, n.planned_completion_precision),
                   store.changed_date('forecast_completion', o.forecast_completion, o.forecast_completion_precision, n.forecast_completion, n.forecast_completion_precision),
                   store.changed_date('actual_completion', o.actual_completion, o.actual_completion_precision, n.actual_completion, n.actual_completion_precision),
                   store.changed_date('planned_in_service', o.planned_in_service, o.planned_in_service_precision, n.planned_in_service, n.planned_in_service_precision),
                   store.changed_date('actual_in_service', o.actual_in_service, o.actual_in_service_precision, n.actual_in_service, n.actual_in_service_precision),
                   store.changed_date('reserved_on', o.reserved_on, o.reserved_on_precision, n.reserved_on, n.reserved_on_precision),
                   store.changed_date('converted_on', o.converted_on, o.converted_on_precision, n.converted_on, n.converted_on_precision)]) AS change
    FROM store.project AS o
    JOIN store.project AS n ON n.load_id = o.replaced_by AND n.project_key IS NOT DISTINCT FROM o.project_key
    UNION ALL
    SELECT 'project', r.project_key, NULL, (SELECT min(p.load_id) FROM store.project AS p WHERE p.project_key = r.project_key), r.load_id, r.sheet, r.row_number,
           store.changed('project_id', r.old_id, r.new_id)
    FROM store.project_recoded AS r
    UNION ALL
    SELECT 'annual_plan' AS dataset, o.project_key AS project_key, concat_ws(' ', o.year) AS key, o.load_id AS old_load_id, n.load_id AS load_id, n.sheet, n.row_number,
           unnest([store.changed('planned_investment', o.planned_investment, n.planned_investment),
                   store.changed('plan_kind', o.plan_kind, n.plan_kind)]) AS change
    FROM store.annual_plan AS o
    JOIN store.annual_plan AS n ON n.load_id = o.replaced_by AND n.project_key IS NOT DISTINCT FROM o.project_key AND n.year IS NOT DISTINCT FROM o.year
    UNION ALL
    SELECT 'monthly_plan' AS dataset, o.project_key AS project_key, concat_ws(' ', o.month) AS key, o.load_id AS old_load_id, n.load_id AS load_id, n.sheet, n.row_number,
           unnest([store.changed('planned_ytd', o.planned_ytd, n.planned_ytd)]) AS change
    FROM store.monthly_plan AS o
    JOIN store.monthly_plan AS n ON n.load_id = o.replaced_by AND n.project_key IS NOT DISTINCT FROM o.project_key AND n.month IS NOT DISTINCT FROM o.month
    UNION ALL
    SELECT 'progress_plan' AS dataset, o.project_key AS project_key, concat_ws(' ', o.planned_on) AS key, o.load_id AS old_load_id, n.load_id AS load_id, n.sheet, n.row_number,
           unnest([store.changed_date('planned_on', o.planned_on, o.planned_on_precision, n.planned_on, n.planned_on_precision),
                   store.changed('progress_ratio', o.progress_ratio, n.progress_ratio)]) AS change
    FROM store.progress_plan AS o
    JOIN store.progress_plan AS n ON n.load_id = o.replaced_by AND n.project_key IS NOT DISTINCT FROM o.project_key AND n.planned_on IS NOT DISTINCT FROM o.planned_on
    UNION ALL
    SELECT 'investment_report' AS dataset, o.project_key AS project_key, concat_ws(' ', o.month) AS key, o.load_id AS old_load_id, n.load_id AS load_id, n.sheet, n.row_number,
           unnest([store.changed('completed', o.completed, n.completed),
                   store.changed('completed_ytd', o.completed_ytd, n.completed_ytd),
                   store.changed_date('reported_on', o.reported_on, o.reported_on_precision, n.reported_on, n.reported_on_precision),
                   store.changed('progress_note', o.progress_note, n.progress_note)]) AS change
    FROM store.investment_report AS o
    JOIN store.investment_report AS n ON n.load_id = o.replaced_by AND n.project_key IS NOT DISTINCT FROM o.project_key AND n.month IS NOT DISTINCT FROM o.month
    UNION ALL
    SELECT 'schedule_report' AS dataset, o.project_key AS project_key, concat_ws(' ', o.reported_on) AS key, o.load_id AS old_load_id, n.load_id AS load_id, n.sheet, n.row_number,
           unnest([store.changed_date('reported_on', o.reported_on, o.reported_on_precision, n.reported_on, n.reported_on_precision),
                   store.changed('phase', o.phase, n.phase),
                   store.changed_date('forecast_start', o.forecast_start, o.forecast_start_precision, n.forecast_start, n.forecast_start_precision),
                   store.changed_date('forecast_completion', o.forecast_completion, o.forecast_completion_precision, n.forecast_completion, n.forecast_completion_precision),
                   store.changed('forecast_cost', o.forecast_cost, n.forecast_cost),
                   store.changed('progress_ratio', o.progress_ratio, n.progress_ratio)]) AS change
    FROM store.schedule_report AS o
    JOIN store.schedule_report AS n ON n.load_id = o.replaced_by AND n.project_key IS NOT DISTINCT FROM o.project_key AND n.reported_on IS NOT DISTINCT FROM o.reported_on
    UNION ALL
    SELECT 'baseline' AS dataset, o.project_key AS project_key, concat_ws(' ', o.approved_on) AS key, o.load_id AS old_load_id, n.load_id AS load_id, n.sheet, n.row_number,
           unnest([store.changed_date('approved_on', o.approved_on, o.approved_on_precision, n.approved_on, n.approved_on_precision),
                   store.changed_date('planned_start', o.planned_start, o.planned_start_precision, n.planned_start, n.planned_start_precision),
                   store.changed_date('planned_completion', o.planned_completion, o.planned_completion_precision, n.planned_completion, n.planned_completion_precision),
                   store.changed('total_investment', o.total_investment, n.total_investment)]) AS change
    FROM store.baseline AS o
    JOIN store.baseline AS n ON n.load_id = o.replaced_by AND n.project_key IS NOT DISTINCT FROM o.project_key AND n.approved_on IS NOT DISTINCT FROM o.approved_on
    UNION ALL
    SELECT 'milestone' AS dataset, o.project_key AS project_key, concat_ws(' ', o.milestone) AS key, o.load_id AS old_load_id, n.load_id AS load_id, n.sheet, n.row_number,
           unnest([store.changed_date('planned_on', o.planned_on, o.planned_on_precision, n.planned_on, n.planned_on_precision),
                   store.changed_date('forecast_on', o.forecast_on, o.forecast_on_precision, n.forecast_on, n.forecast_on_precision),
                   store.changed_date('actual_on', o.actual_on, o.actual_on_precision, n.actual_on, n.actual_on_precision)]) AS change
    FROM store.milestone AS o
    JOIN store.milestone AS n ON n.load_id = o.replaced_by AND n.project_key IS NOT DISTINCT FROM o.project_key AND n.milestone IS NOT DISTINCT FROM o.milestone
    UNION ALL
    SELECT 'coordination_item' AS dataset, NULL AS project_key, concat_ws(' ', o.item_id) AS key, o.load_id AS old_load_id, n.load_id AS load_id, n.sheet, n.row_number,
           unnest([store.changed('project_id', store.project_id_of(o.project_key), store.project_id_of(n.project_key)),
                   store.changed('title', o.title, n.title),
                   store.changed('element', o.element, n.element),
                   store.changed_date('raised_on', o.raised_on, o.raised_on_precision, n.raised_on, n.raised_on_precision),
                   store.changed_date('due_on', o.due_on, o.due_on_precision, n.due_on, n.due_on_precision),
                   store.changed_date('resolved_on', o.resolved_on, o.resolved_on_precision, n.resolved_on, n.resolved_on_precision),
                   store.changed('responsible', o.responsible, n.responsible)]) AS change
    FROM store.coordination_item AS o
    JOIN store.coordination_item AS n ON n.load_id = o.replaced_by AND n.item_id IS NOT DISTINCT FROM o.item_id
    UNION ALL
    SELECT 'breakthrough' AS dataset, o.project_key AS project_key, concat_ws(' ', o.batch, o.kind, o.achieved_on) AS key, o.load_id AS old_load_id, n.load_id AS load_id, n.sheet, n.row_number,
           unnest([store.changed_date('achieved_on', o.achieved_on, o.achieved_on_precision, n.achieved_on, n.achieved_on_precision),
                   store.changed('points', o.points, n.points)]) AS change
    FROM store.breakthrough AS o
    JOIN store.breakthrough AS n ON n.load_id = o.replaced_by AND n.project_key IS NOT DISTINCT FROM o.project_key AND n.batch IS NOT DISTINCT FROM o.batch AND n.kind IS NOT DISTINCT FROM o.kind AND n.achieved_on IS NOT DISTINCT FROM o.achieved_on
    UNION ALL
    SELECT 'benchmark' AS dataset, NULL AS project_key, concat_ws(' ', o.scope, o.level, o.month) AS key, o.load_id AS old_load_id, n.load_id AS load_id, n.sheet, n.row_number,
           unnest([store.changed('completion_ratio', o.completion_ratio, n.completion_ratio)]) AS change
    FROM store.benchmark AS o
    JOIN store.benchmark AS n ON n.load_id = o.replaced_by AND n.scope IS NOT DISTINCT FROM o.scope AND n.level IS NOT DISTINCT FROM o.level AND n.month IS NOT DISTINCT FROM o.month
    UNION ALL
    SELECT 'target' AS dataset, NULL AS project_key, concat_ws(' ', o.year, o.quarter, o.district_code, o.measure) AS key, o.load_id AS old_load_id, n.load_id AS load_id, n.sheet, n.row_number,
           unnest([store.changed('value', o.value, n.value)]) AS change
    FROM store.target AS o
    JOIN store.target AS n ON n.load_id = o.replaced_by AND n.year IS NOT DISTINCT FROM o.year AND n.quarter IS NOT DISTINCT FROM o.quarter AND n.district_code IS NOT DISTINCT FROM o.district_code AND n.measure IS NOT DISTINCT FROM o.measure
    UNION ALL
    SELECT 'score_adjustment' AS dataset, NULL AS project_key, concat_ws(' ', o.year, o.quarter, o.entity, o.kind, o.item) AS key, o.load_id AS old_load_id, n.load_id AS load_id, n.sheet, n.row_number,
           unnest([store.changed('points', o.points, n.points)]) AS change
    FROM store.score_adjustment AS o
    JOIN store.score_adjustment AS n ON n.load_id = o.replaced_by AND n.year IS NOT DISTINCT FROM o.year AND n.quarter IS NOT DISTINCT FROM o.quarter AND n.entity IS NOT DISTINCT FROM o.entity AND n.kind IS NOT DISTINCT FROM o.kind AND n.item IS NOT DISTINCT FROM o.item
    UNION ALL
    SELECT 'warning_answer' AS dataset, o.project_key AS project_key, concat_ws(' ', o.warning_id, o.rule, o.subject, o.answered_on) AS key, o.load_id AS old_load_id, n.load_id AS load_id, n.sheet, n.row_number,
           unnest([store.changed_date('answered_on', o.answered_on, o.answered_on_precision, n.answered_on, n.answered_on_precision),
                   store.changed('answered_by', o.answered_by, n.answered_by),
                   store.changed('verdict', o.verdict, n.verdict),
                   store.changed('reason', o.reason, n.reason),
                   store.changed('assignee', o.assignee, n.assignee),
                   store.changed_date('until', o.until, o.until_precision, n.until, n.until_precision),
                   store.changed_date('done_on', o.done_on, o.done_on_precision, n.done_on, n.done_on_precision),
                   store.changed('result', o.result, n.result)]) AS change
    FROM store.warning_answer AS o
    JOIN store.warning_answer AS n ON n.load_id = o.replaced_by AND n.warning_id IS NOT DISTINCT FROM o.warning_id AND n.project_key IS NOT DISTINCT FROM o.project_key AND n.rule IS NOT DISTINCT FROM o.rule AND n.subject IS NOT DISTINCT FROM o.subject AND n.answered_on IS NOT DISTINCT FROM o.answered_on
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
CREATE OR REPLACE VIEW remark AS
SELECT load_id, file, sheet, row_number, column_name, value, declared, computed, code, reason_zh, reason_en
FROM store.remark;
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
COMMENT ON VIEW remark IS '装载时的提示：写明的项数、合计与各行不符等，不影响装载 / Remarks of loading, such as a declared count or sum that the rows do not have; no row was set aside for them';
COMMENT ON COLUMN remark.load_id IS '批次号 / Number of the load';
COMMENT ON COLUMN remark.file IS '文件 / File';
COMMENT ON COLUMN remark.sheet IS '工作表 / Sheet';
COMMENT ON COLUMN remark.row_number IS '行号 / Row of the file or sheet';
COMMENT ON COLUMN remark.column_name IS '列名；项数不符时为空 / Column as the file names it; empty for counts';
COMMENT ON COLUMN remark.value IS '该行的文字 / What the row says';
COMMENT ON COLUMN remark.declared IS '写明的数，用该列的单位 / What is declared, in the unit of the column';
COMMENT ON COLUMN remark.computed IS '按各行算得的数，用该列的单位 / What the rows have, in the unit of the column';
COMMENT ON COLUMN remark.code IS '提示代码 / Code of the remark';
COMMENT ON COLUMN remark.reason_zh IS '说明（中文） / The remark in Chinese';
COMMENT ON COLUMN remark.reason_en IS '说明（英文） / The remark in English';
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
