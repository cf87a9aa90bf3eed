-- The warehouse's first shape. Tables in schema store keep rows as they came,
-- with the load, sheet and row they came from, and for ever: a row that a later
-- load replaced stays, with that load in replaced_by. People read the views of
-- schema main (queries/views), which show what is current, or what was known
-- on an earlier day.
--
-- No primary keys on facts: an index makes loading 2.8 times slower, and the
-- incoming load is checked for uniqueness anyway (queries/load/merge.sql).

CREATE SCHEMA IF NOT EXISTS store;

CREATE TABLE store.load (
    load_id INTEGER PRIMARY KEY,
    job VARCHAR,
    dataset VARCHAR,
    path VARCHAR,
    content_hash VARCHAR,
    bytes BIGINT,
    known_on DATE,
    loaded_at TIMESTAMP,
    duration_seconds DOUBLE,
    rows_read BIGINT,
    rows_new BIGINT,
    rows_changed BIGINT,
    rows_same BIGINT,
    rows_set_aside BIGINT,
    rows_skipped BIGINT
);
COMMENT ON TABLE store.load IS '装载记录，每行一个文件一次装载 / What was loaded, when, from which file; one row a load';
COMMENT ON COLUMN store.load.load_id IS '批次号 / Number of the load';
COMMENT ON COLUMN store.load.job IS '任务 / Job of shixu.yaml';
COMMENT ON COLUMN store.load.dataset IS '数据集 / Dataset';
COMMENT ON COLUMN store.load.path IS '文件 / File';
COMMENT ON COLUMN store.load.content_hash IS '内容的 SHA-256 / SHA-256 of the content';
COMMENT ON COLUMN store.load.bytes IS '文件字节数 / Size of the file in bytes';
COMMENT ON COLUMN store.load.known_on IS '自哪一天起算为已知 / The day from which its content counts as known';
COMMENT ON COLUMN store.load.loaded_at IS '装载时间（UTC） / When it was loaded, UTC';
COMMENT ON COLUMN store.load.duration_seconds IS '用时（秒） / Time taken in seconds';
COMMENT ON COLUMN store.load.rows_read IS '读到的行数 / Rows read';
COMMENT ON COLUMN store.load.rows_new IS '新增行数 / Rows that were new';
COMMENT ON COLUMN store.load.rows_changed IS '更正行数 / Rows that changed an earlier one';
COMMENT ON COLUMN store.load.rows_same IS '与原有相同的行数 / Rows that said what was known';
COMMENT ON COLUMN store.load.rows_set_aside IS '搁置行数 / Rows set aside';
COMMENT ON COLUMN store.load.rows_skipped IS '合计、分类、备注等非数据行 / Rows that are no data: subtotals, category titles, notes';

CREATE TABLE store.reject (
    load_id INTEGER NOT NULL,
    file VARCHAR,
    sheet VARCHAR,
    row_number BIGINT,
    column_name VARCHAR,
    value VARCHAR,
    code VARCHAR,
    reason_zh VARCHAR,
    reason_en VARCHAR,
    record VARCHAR
);
COMMENT ON TABLE store.reject IS '搁置的行与原因，每行一个问题 / What was set aside, with its place and reason; one row a problem';
COMMENT ON COLUMN store.reject.load_id IS '批次号 / Number of the load';
COMMENT ON COLUMN store.reject.file IS '文件 / File';
COMMENT ON COLUMN store.reject.sheet IS '工作表 / Sheet';
COMMENT ON COLUMN store.reject.row_number IS '行号 / Row of the file or sheet';
COMMENT ON COLUMN store.reject.column_name IS '列名 / Column as the file names it';
COMMENT ON COLUMN store.reject.value IS '原值 / The value as it stood there';
COMMENT ON COLUMN store.reject.code IS '原因代码 / Code of the reason';
COMMENT ON COLUMN store.reject.reason_zh IS '原因（中文） / The reason in Chinese';
COMMENT ON COLUMN store.reject.reason_en IS '原因（英文） / The reason in English';
COMMENT ON COLUMN store.reject.record IS '整行内容（JSON） / The whole row as read, in JSON';

CREATE TABLE store.finding (
    rule VARCHAR,
    severity VARCHAR,
    project_key INTEGER,
    month DATE,
    found_on DATE,
    detail_zh VARCHAR,
    detail_en VARCHAR,
    value VARCHAR,
    load_id INTEGER NOT NULL,
    sheet VARCHAR,
    row_number INTEGER
);
COMMENT ON TABLE store.finding IS '质量规则的发现 / What the quality rules found';
COMMENT ON COLUMN store.finding.rule IS '规则 / Rule';
COMMENT ON COLUMN store.finding.severity IS '严重程度 / Severity';
COMMENT ON COLUMN store.finding.project_key IS '项目内部序号 / Number of the project in this warehouse';
COMMENT ON COLUMN store.finding.month IS '月份 / Month';
COMMENT ON COLUMN store.finding.found_on IS '发现日期 / Found on';
COMMENT ON COLUMN store.finding.detail_zh IS '说明（中文） / Detail in Chinese';
COMMENT ON COLUMN store.finding.detail_en IS '说明（英文） / Detail in English';
COMMENT ON COLUMN store.finding.value IS '数值 / The value';
COMMENT ON COLUMN store.finding.load_id IS '批次号 / The load that brought the figure';
COMMENT ON COLUMN store.finding.sheet IS '工作表 / Sheet';
COMMENT ON COLUMN store.finding.row_number IS '行号 / Row';

CREATE TABLE store.project_key (
    project_key INTEGER PRIMARY KEY,
    project_id VARCHAR UNIQUE
);
COMMENT ON TABLE store.project_key IS '项目编码与内部序号 / Project ids and their numbers in this warehouse';
COMMENT ON COLUMN store.project_key.project_key IS '项目内部序号 / Number of the project in this warehouse';
COMMENT ON COLUMN store.project_key.project_id IS '项目编码 / Project id';

CREATE TABLE store.metric_result (
    query VARCHAR PRIMARY KEY,
    definition_hash VARCHAR,
    as_of DATE,
    reported_to DATE,
    data_version BIGINT,
    succeeded_at TIMESTAMP,
    duration_seconds DOUBLE,
    result BLOB
);
COMMENT ON TABLE store.metric_result IS '各指标查询的最近一次结果 / The last result of each metric query, so that a restart serves at once';
COMMENT ON COLUMN store.metric_result.query IS '查询 / Query';
COMMENT ON COLUMN store.metric_result.definition_hash IS '查询定义的 SHA-256 / SHA-256 of the definition it came from';
COMMENT ON COLUMN store.metric_result.as_of IS '截至日期 / As-of date';
COMMENT ON COLUMN store.metric_result.reported_to IS '填报截至 / Reported to';
COMMENT ON COLUMN store.metric_result.data_version IS '数据版本 / Data version';
COMMENT ON COLUMN store.metric_result.succeeded_at IS '成功时间（UTC） / When it succeeded, UTC';
COMMENT ON COLUMN store.metric_result.duration_seconds IS '用时（秒） / Time taken in seconds';
COMMENT ON COLUMN store.metric_result.result IS '结果 / The families and series';

CREATE TABLE store.district (
    code VARCHAR,
    name_zh VARCHAR,
    name_en VARCHAR,
    kind VARCHAR,
    aliases VARCHAR,
    latitude DECIMAL(24, 6),
    longitude DECIMAL(24, 6),
    load_id INTEGER NOT NULL,
    sheet VARCHAR,
    row_number INTEGER,
    replaced_by INTEGER
);
COMMENT ON TABLE store.district IS '填报单位：区（市）县与功能区 / Reporting units: districts, counties, cities and functional areas';
COMMENT ON COLUMN store.district.code IS '代码 / Code';
COMMENT ON COLUMN store.district.name_zh IS '中文名称 / Chinese name';
COMMENT ON COLUMN store.district.name_en IS '英文名称 / English name';
COMMENT ON COLUMN store.district.kind IS '类别 / Kind';
COMMENT ON COLUMN store.district.aliases IS '别名（以、或|分隔） / Other names, separated by 、 or |';
COMMENT ON COLUMN store.district.latitude IS '纬度 / Latitude';
COMMENT ON COLUMN store.district.longitude IS '经度 / Longitude';
COMMENT ON COLUMN store.district.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN store.district.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN store.district.row_number IS '来源行号 / Row of the file or sheet it came from';
COMMENT ON COLUMN store.district.replaced_by IS '取代本行的装载批次；空为现行 / The load that replaced this row; NULL: current';

CREATE TABLE store.sector (
    code VARCHAR,
    name_zh VARCHAR,
    name_en VARCHAR,
    aliases VARCHAR,
    load_id INTEGER NOT NULL,
    sheet VARCHAR,
    row_number INTEGER,
    replaced_by INTEGER
);
COMMENT ON TABLE store.sector IS '行业领域 / Sectors';
COMMENT ON COLUMN store.sector.code IS '代码 / Code';
COMMENT ON COLUMN store.sector.name_zh IS '中文名称 / Chinese name';
COMMENT ON COLUMN store.sector.name_en IS '英文名称 / English name';
COMMENT ON COLUMN store.sector.aliases IS '别名（以、或|分隔） / Other names, separated by 、 or |';
COMMENT ON COLUMN store.sector.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN store.sector.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN store.sector.row_number IS '来源行号 / Row of the file or sheet it came from';
COMMENT ON COLUMN store.sector.replaced_by IS '取代本行的装载批次；空为现行 / The load that replaced this row; NULL: current';

CREATE TABLE store.project_type (
    code VARCHAR,
    name_zh VARCHAR,
    name_en VARCHAR,
    aliases VARCHAR,
    load_id INTEGER NOT NULL,
    sheet VARCHAR,
    row_number INTEGER,
    replaced_by INTEGER
);
COMMENT ON TABLE store.project_type IS '项目类型 / Project types';
COMMENT ON COLUMN store.project_type.code IS '代码 / Code';
COMMENT ON COLUMN store.project_type.name_zh IS '中文名称 / Chinese name';
COMMENT ON COLUMN store.project_type.name_en IS '英文名称 / English name';
COMMENT ON COLUMN store.project_type.aliases IS '别名（以、或|分隔） / Other names, separated by 、 or |';
COMMENT ON COLUMN store.project_type.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN store.project_type.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN store.project_type.row_number IS '来源行号 / Row of the file or sheet it came from';
COMMENT ON COLUMN store.project_type.replaced_by IS '取代本行的装载批次；空为现行 / The load that replaced this row; NULL: current';

CREATE TABLE store.project (
    project_key INTEGER,
    name VARCHAR,
    level VARCHAR,
    district_code VARCHAR,
    sector_code VARCHAR,
    project_type_code VARCHAR,
    stage VARCHAR,
    owner VARCHAR,
    owner_kind VARCHAR,
    total_investment DECIMAL(18, 2),
    planned_start DATE,
    planned_start_precision VARCHAR,
    actual_start DATE,
    actual_start_precision VARCHAR,
    planned_completion DATE,
    planned_completion_precision VARCHAR,
    forecast_completion DATE,
    forecast_completion_precision VARCHAR,
    actual_completion DATE,
    actual_completion_precision VARCHAR,
    planned_in_service DATE,
    planned_in_service_precision VARCHAR,
    actual_in_service DATE,
    actual_in_service_precision VARCHAR,
    reserved_on DATE,
    reserved_on_precision VARCHAR,
    converted_on DATE,
    converted_on_precision VARCHAR,
    load_id INTEGER NOT NULL,
    sheet VARCHAR,
    row_number INTEGER,
    replaced_by INTEGER
);
COMMENT ON TABLE store.project IS '重点项目与储备项目，每行一个项目 / Projects, key and reserve; one row a project';
COMMENT ON COLUMN store.project.project_key IS '项目内部序号 / Number of the project in this warehouse';
COMMENT ON COLUMN store.project.name IS '项目名称 / Name';
COMMENT ON COLUMN store.project.level IS '项目级别 / Level';
COMMENT ON COLUMN store.project.district_code IS '区市县代码 / District, code';
COMMENT ON COLUMN store.project.sector_code IS '行业领域代码 / Sector, code';
COMMENT ON COLUMN store.project.project_type_code IS '项目类型代码 / Project type, code';
COMMENT ON COLUMN store.project.stage IS '项目阶段 / Stage';
COMMENT ON COLUMN store.project.owner IS '业主单位 / Owner';
COMMENT ON COLUMN store.project.owner_kind IS '业主性质 / Kind of owner';
COMMENT ON COLUMN store.project.total_investment IS '总投资（元） / Total investment, in currency units';
COMMENT ON COLUMN store.project.planned_start IS '计划开工时间 / Planned start';
COMMENT ON COLUMN store.project.planned_start_precision IS '计划开工时间的精度 / Precision of planned_start: day, month, quarter, half_year, year';
COMMENT ON COLUMN store.project.actual_start IS '实际开工时间 / Actual start';
COMMENT ON COLUMN store.project.actual_start_precision IS '实际开工时间的精度 / Precision of actual_start: day, month, quarter, half_year, year';
COMMENT ON COLUMN store.project.planned_completion IS '计划竣工时间 / Planned completion';
COMMENT ON COLUMN store.project.planned_completion_precision IS '计划竣工时间的精度 / Precision of planned_completion: day, month, quarter, half_year, year';
COMMENT ON COLUMN store.project.forecast_completion IS '预计竣工时间 / Forecast completion';
COMMENT ON COLUMN store.project.forecast_completion_precision IS '预计竣工时间的精度 / Precision of forecast_completion: day, month, quarter, half_year, year';
COMMENT ON COLUMN store.project.actual_completion IS '实际竣工时间 / Actual completion';
COMMENT ON COLUMN store.project.actual_completion_precision IS '实际竣工时间的精度 / Precision of actual_completion: day, month, quarter, half_year, year';
COMMENT ON COLUMN store.project.planned_in_service IS '计划投用时间 / Planned entry into service';
COMMENT ON COLUMN store.project.planned_in_service_precision IS '计划投用时间的精度 / Precision of planned_in_service: day, month, quarter, half_year, year';
COMMENT ON COLUMN store.project.actual_in_service IS '实际投用时间 / Actual entry into service';
COMMENT ON COLUMN store.project.actual_in_service_precision IS '实际投用时间的精度 / Precision of actual_in_service: day, month, quarter, half_year, year';
COMMENT ON COLUMN store.project.reserved_on IS '入库储备时间 / Entered the reserve';
COMMENT ON COLUMN store.project.reserved_on_precision IS '入库储备时间的精度 / Precision of reserved_on: day, month, quarter, half_year, year';
COMMENT ON COLUMN store.project.converted_on IS '储备转化时间 / Left the reserve (landed)';
COMMENT ON COLUMN store.project.converted_on_precision IS '储备转化时间的精度 / Precision of converted_on: day, month, quarter, half_year, year';
COMMENT ON COLUMN store.project.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN store.project.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN store.project.row_number IS '来源行号 / Row of the file or sheet it came from';
COMMENT ON COLUMN store.project.replaced_by IS '取代本行的装载批次；空为现行 / The load that replaced this row; NULL: current';

CREATE TABLE store.annual_plan (
    project_key INTEGER,
    year SMALLINT,
    planned_investment DECIMAL(18, 2),
    plan_kind VARCHAR,
    load_id INTEGER NOT NULL,
    sheet VARCHAR,
    row_number INTEGER,
    replaced_by INTEGER
);
COMMENT ON TABLE store.annual_plan IS '年度投资计划，每行一个项目一个年度 / Annual plans; one row a project and year';
COMMENT ON COLUMN store.annual_plan.project_key IS '项目内部序号 / Number of the project in this warehouse';
COMMENT ON COLUMN store.annual_plan.year IS '计划年度 / Plan year';
COMMENT ON COLUMN store.annual_plan.planned_investment IS '年度计划投资（元） / Planned investment of the year, in currency units';
COMMENT ON COLUMN store.annual_plan.plan_kind IS '建设性质 / Kind in the plan';
COMMENT ON COLUMN store.annual_plan.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN store.annual_plan.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN store.annual_plan.row_number IS '来源行号 / Row of the file or sheet it came from';
COMMENT ON COLUMN store.annual_plan.replaced_by IS '取代本行的装载批次；空为现行 / The load that replaced this row; NULL: current';

CREATE TABLE store.monthly_plan (
    project_key INTEGER,
    month DATE,
    planned_ytd DECIMAL(18, 2),
    load_id INTEGER NOT NULL,
    sheet VARCHAR,
    row_number INTEGER,
    replaced_by INTEGER
);
COMMENT ON TABLE store.monthly_plan IS '分月累计计划投资 / Planned investment by month, cumulative in the year';
COMMENT ON COLUMN store.monthly_plan.project_key IS '项目内部序号 / Number of the project in this warehouse';
COMMENT ON COLUMN store.monthly_plan.month IS '月份 / Month';
COMMENT ON COLUMN store.monthly_plan.planned_ytd IS '累计计划投资（元） / Planned investment, cumulative in the year, in currency units';
COMMENT ON COLUMN store.monthly_plan.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN store.monthly_plan.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN store.monthly_plan.row_number IS '来源行号 / Row of the file or sheet it came from';
COMMENT ON COLUMN store.monthly_plan.replaced_by IS '取代本行的装载批次；空为现行 / The load that replaced this row; NULL: current';

CREATE TABLE store.investment_report (
    project_key INTEGER,
    month DATE,
    completed DECIMAL(18, 2),
    completed_ytd DECIMAL(18, 2),
    reported_on DATE,
    reported_on_precision VARCHAR,
    progress_note VARCHAR,
    load_id INTEGER NOT NULL,
    sheet VARCHAR,
    row_number INTEGER,
    replaced_by INTEGER
);
COMMENT ON TABLE store.investment_report IS '投资完成月报，每行一个项目一个月 / Investment reports; one row a project and month';
COMMENT ON COLUMN store.investment_report.project_key IS '项目内部序号 / Number of the project in this warehouse';
COMMENT ON COLUMN store.investment_report.month IS '报告月份 / Month reported';
COMMENT ON COLUMN store.investment_report.completed IS '本月完成投资（元） / Investment completed in the month, in currency units';
COMMENT ON COLUMN store.investment_report.completed_ytd IS '年初至今累计完成投资（元） / Investment completed since the year began, in currency units';
COMMENT ON COLUMN store.investment_report.reported_on IS '填报日期 / Reported on';
COMMENT ON COLUMN store.investment_report.reported_on_precision IS '填报日期的精度 / Precision of reported_on: day, month, quarter, half_year, year';
COMMENT ON COLUMN store.investment_report.progress_note IS '形象进度 / Physical progress';
COMMENT ON COLUMN store.investment_report.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN store.investment_report.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN store.investment_report.row_number IS '来源行号 / Row of the file or sheet it came from';
COMMENT ON COLUMN store.investment_report.replaced_by IS '取代本行的装载批次；空为现行 / The load that replaced this row; NULL: current';

CREATE TABLE store.schedule_report (
    project_key INTEGER,
    reported_on DATE,
    reported_on_precision VARCHAR,
    phase VARCHAR,
    forecast_start DATE,
    forecast_start_precision VARCHAR,
    forecast_completion DATE,
    forecast_completion_precision VARCHAR,
    forecast_cost DECIMAL(18, 2),
    progress_ratio DECIMAL(12, 6),
    load_id INTEGER NOT NULL,
    sheet VARCHAR,
    row_number INTEGER,
    replaced_by INTEGER
);
COMMENT ON TABLE store.schedule_report IS '工期与投资预测报告 / What a report said of a project''s dates and cost at a day';
COMMENT ON COLUMN store.schedule_report.project_key IS '项目内部序号 / Number of the project in this warehouse';
COMMENT ON COLUMN store.schedule_report.reported_on IS '报告日期 / Reported on';
COMMENT ON COLUMN store.schedule_report.reported_on_precision IS '报告日期的精度 / Precision of reported_on: day, month, quarter, half_year, year';
COMMENT ON COLUMN store.schedule_report.phase IS '当前阶段 / Phase';
COMMENT ON COLUMN store.schedule_report.forecast_start IS '预计开工时间 / Forecast start';
COMMENT ON COLUMN store.schedule_report.forecast_start_precision IS '预计开工时间的精度 / Precision of forecast_start: day, month, quarter, half_year, year';
COMMENT ON COLUMN store.schedule_report.forecast_completion IS '预计竣工时间 / Forecast completion';
COMMENT ON COLUMN store.schedule_report.forecast_completion_precision IS '预计竣工时间的精度 / Precision of forecast_completion: day, month, quarter, half_year, year';
COMMENT ON COLUMN store.schedule_report.forecast_cost IS '预计总投资（元） / Forecast cost, in currency units';
COMMENT ON COLUMN store.schedule_report.progress_ratio IS '完成比例 / Progress';
COMMENT ON COLUMN store.schedule_report.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN store.schedule_report.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN store.schedule_report.row_number IS '来源行号 / Row of the file or sheet it came from';
COMMENT ON COLUMN store.schedule_report.replaced_by IS '取代本行的装载批次；空为现行 / The load that replaced this row; NULL: current';

CREATE TABLE store.baseline (
    project_key INTEGER,
    approved_on DATE,
    approved_on_precision VARCHAR,
    planned_start DATE,
    planned_start_precision VARCHAR,
    planned_completion DATE,
    planned_completion_precision VARCHAR,
    total_investment DECIMAL(18, 2),
    load_id INTEGER NOT NULL,
    sheet VARCHAR,
    row_number INTEGER,
    replaced_by INTEGER
);
COMMENT ON TABLE store.baseline IS '批复的工期与投资，最早一条为原始基线 / Approved schedule and cost; the first is the original';
COMMENT ON COLUMN store.baseline.project_key IS '项目内部序号 / Number of the project in this warehouse';
COMMENT ON COLUMN store.baseline.approved_on IS '批复时间 / Approved on';
COMMENT ON COLUMN store.baseline.approved_on_precision IS '批复时间的精度 / Precision of approved_on: day, month, quarter, half_year, year';
COMMENT ON COLUMN store.baseline.planned_start IS '批复开工时间 / Approved start';
COMMENT ON COLUMN store.baseline.planned_start_precision IS '批复开工时间的精度 / Precision of planned_start: day, month, quarter, half_year, year';
COMMENT ON COLUMN store.baseline.planned_completion IS '批复竣工时间 / Approved completion';
COMMENT ON COLUMN store.baseline.planned_completion_precision IS '批复竣工时间的精度 / Precision of planned_completion: day, month, quarter, half_year, year';
COMMENT ON COLUMN store.baseline.total_investment IS '批复总投资（元） / Approved total investment, in currency units';
COMMENT ON COLUMN store.baseline.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN store.baseline.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN store.baseline.row_number IS '来源行号 / Row of the file or sheet it came from';
COMMENT ON COLUMN store.baseline.replaced_by IS '取代本行的装载批次；空为现行 / The load that replaced this row; NULL: current';

CREATE TABLE store.milestone (
    project_key INTEGER,
    milestone VARCHAR,
    planned_on DATE,
    planned_on_precision VARCHAR,
    forecast_on DATE,
    forecast_on_precision VARCHAR,
    actual_on DATE,
    actual_on_precision VARCHAR,
    load_id INTEGER NOT NULL,
    sheet VARCHAR,
    row_number INTEGER,
    replaced_by INTEGER
);
COMMENT ON TABLE store.milestone IS '项目节点 / Steps of a project';
COMMENT ON COLUMN store.milestone.project_key IS '项目内部序号 / Number of the project in this warehouse';
COMMENT ON COLUMN store.milestone.milestone IS '节点 / Milestone';
COMMENT ON COLUMN store.milestone.planned_on IS '计划完成时间 / Planned on';
COMMENT ON COLUMN store.milestone.planned_on_precision IS '计划完成时间的精度 / Precision of planned_on: day, month, quarter, half_year, year';
COMMENT ON COLUMN store.milestone.forecast_on IS '预计完成时间 / Forecast on';
COMMENT ON COLUMN store.milestone.forecast_on_precision IS '预计完成时间的精度 / Precision of forecast_on: day, month, quarter, half_year, year';
COMMENT ON COLUMN store.milestone.actual_on IS '实际完成时间 / Actual on';
COMMENT ON COLUMN store.milestone.actual_on_precision IS '实际完成时间的精度 / Precision of actual_on: day, month, quarter, half_year, year';
COMMENT ON COLUMN store.milestone.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN store.milestone.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN store.milestone.row_number IS '来源行号 / Row of the file or sheet it came from';
COMMENT ON COLUMN store.milestone.replaced_by IS '取代本行的装载批次；空为现行 / The load that replaced this row; NULL: current';

CREATE TABLE store.coordination_item (
    item_id VARCHAR,
    project_key INTEGER,
    title VARCHAR,
    element VARCHAR,
    raised_on DATE,
    raised_on_precision VARCHAR,
    due_on DATE,
    due_on_precision VARCHAR,
    resolved_on DATE,
    resolved_on_precision VARCHAR,
    responsible VARCHAR,
    load_id INTEGER NOT NULL,
    sheet VARCHAR,
    row_number INTEGER,
    replaced_by INTEGER
);
COMMENT ON TABLE store.coordination_item IS '需协调事项 / Obstacles to be solved';
COMMENT ON COLUMN store.coordination_item.item_id IS '事项编号 / Item id';
COMMENT ON COLUMN store.coordination_item.project_key IS '项目内部序号 / Number of the project in this warehouse';
COMMENT ON COLUMN store.coordination_item.title IS '事项 / Item';
COMMENT ON COLUMN store.coordination_item.element IS '要素类型 / Element';
COMMENT ON COLUMN store.coordination_item.raised_on IS '提出时间 / Raised on';
COMMENT ON COLUMN store.coordination_item.raised_on_precision IS '提出时间的精度 / Precision of raised_on: day, month, quarter, half_year, year';
COMMENT ON COLUMN store.coordination_item.due_on IS '办结时限 / Due on';
COMMENT ON COLUMN store.coordination_item.due_on_precision IS '办结时限的精度 / Precision of due_on: day, month, quarter, half_year, year';
COMMENT ON COLUMN store.coordination_item.resolved_on IS '解决时间 / Resolved on';
COMMENT ON COLUMN store.coordination_item.resolved_on_precision IS '解决时间的精度 / Precision of resolved_on: day, month, quarter, half_year, year';
COMMENT ON COLUMN store.coordination_item.responsible IS '责任单位 / Responsible';
COMMENT ON COLUMN store.coordination_item.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN store.coordination_item.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN store.coordination_item.row_number IS '来源行号 / Row of the file or sheet it came from';
COMMENT ON COLUMN store.coordination_item.replaced_by IS '取代本行的装载批次；空为现行 / The load that replaced this row; NULL: current';

CREATE TABLE store.breakthrough (
    project_key INTEGER,
    batch VARCHAR,
    kind VARCHAR,
    achieved_on DATE,
    achieved_on_precision VARCHAR,
    points DECIMAL(24, 6),
    load_id INTEGER NOT NULL,
    sheet VARCHAR,
    row_number INTEGER,
    replaced_by INTEGER
);
COMMENT ON TABLE store.breakthrough IS '六个一批标志性突破性进展 / Verified landmarks of the six batches';
COMMENT ON COLUMN store.breakthrough.project_key IS '项目内部序号 / Number of the project in this warehouse';
COMMENT ON COLUMN store.breakthrough.batch IS '批次 / Batch';
COMMENT ON COLUMN store.breakthrough.kind IS '进展类型 / Kind';
COMMENT ON COLUMN store.breakthrough.achieved_on IS '取得时间 / Achieved on';
COMMENT ON COLUMN store.breakthrough.achieved_on_precision IS '取得时间的精度 / Precision of achieved_on: day, month, quarter, half_year, year';
COMMENT ON COLUMN store.breakthrough.points IS '得分 / Points';
COMMENT ON COLUMN store.breakthrough.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN store.breakthrough.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN store.breakthrough.row_number IS '来源行号 / Row of the file or sheet it came from';
COMMENT ON COLUMN store.breakthrough.replaced_by IS '取代本行的装载批次；空为现行 / The load that replaced this row; NULL: current';

CREATE TABLE store.benchmark (
    scope VARCHAR,
    level VARCHAR,
    month DATE,
    completion_ratio DECIMAL(12, 6),
    load_id INTEGER NOT NULL,
    sheet VARCHAR,
    row_number INTEGER,
    replaced_by INTEGER
);
COMMENT ON TABLE store.benchmark IS '对标完成率 / Others'' completion ratios to compare with';
COMMENT ON COLUMN store.benchmark.scope IS '对标范围 / Scope';
COMMENT ON COLUMN store.benchmark.level IS '项目级别 / Level';
COMMENT ON COLUMN store.benchmark.month IS '月份 / Month';
COMMENT ON COLUMN store.benchmark.completion_ratio IS '完成率 / Completion ratio';
COMMENT ON COLUMN store.benchmark.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN store.benchmark.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN store.benchmark.row_number IS '来源行号 / Row of the file or sheet it came from';
COMMENT ON COLUMN store.benchmark.replaced_by IS '取代本行的装载批次；空为现行 / The load that replaced this row; NULL: current';

CREATE TABLE store.target (
    year SMALLINT,
    quarter INTEGER,
    district_code VARCHAR,
    measure VARCHAR,
    value DECIMAL(24, 6),
    load_id INTEGER NOT NULL,
    sheet VARCHAR,
    row_number INTEGER,
    replaced_by INTEGER
);
COMMENT ON TABLE store.target IS '目标 / Promises: investment, starts, completions';
COMMENT ON COLUMN store.target.year IS '年度 / Year';
COMMENT ON COLUMN store.target.quarter IS '季度（空为全年） / Quarter (empty for the year)';
COMMENT ON COLUMN store.target.district_code IS '区市县（空为全市）代码 / District (empty for the city), code';
COMMENT ON COLUMN store.target.measure IS '指标 / Measure';
COMMENT ON COLUMN store.target.value IS '目标值（投资以元计） / Value (investment in currency units)';
COMMENT ON COLUMN store.target.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN store.target.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN store.target.row_number IS '来源行号 / Row of the file or sheet it came from';
COMMENT ON COLUMN store.target.replaced_by IS '取代本行的装载批次；空为现行 / The load that replaced this row; NULL: current';
