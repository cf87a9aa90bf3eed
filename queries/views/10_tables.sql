-- The tables as people read them: what is current, or, where the session's
-- variable known_loads is set (shixu sql --as-known-on D does that), what was
-- known on that day. District, sector and project type carry the names people
-- say; their codes stand beside.

CREATE OR REPLACE VIEW district AS
SELECT
    t.code,
    t.name_zh,
    t.name_en,
    t.kind,
    t.aliases,
    t.latitude,
    t.longitude,
    t.load_id,
    t.sheet,
    t.row_number
FROM store.district AS t
WHERE is_known(t.load_id, t.replaced_by);
COMMENT ON VIEW district IS '填报单位：区（市）县与功能区 / Reporting units: districts, counties, cities and functional areas';
COMMENT ON COLUMN district.code IS '代码 / Code';
COMMENT ON COLUMN district.name_zh IS '中文名称 / Chinese name';
COMMENT ON COLUMN district.name_en IS '英文名称 / English name';
COMMENT ON COLUMN district.kind IS '类别 / Kind';
COMMENT ON COLUMN district.aliases IS '别名（以、或|分隔） / Other names, separated by 、 or |';
COMMENT ON COLUMN district.latitude IS '纬度 / Latitude';
COMMENT ON COLUMN district.longitude IS '经度 / Longitude';
COMMENT ON COLUMN district.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN district.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN district.row_number IS '来源行号 / Row of the file or sheet it came from';

CREATE OR REPLACE VIEW sector AS
SELECT
    t.code,
    t.name_zh,
    t.name_en,
    t.aliases,
    t.load_id,
    t.sheet,
    t.row_number
FROM store.sector AS t
WHERE is_known(t.load_id, t.replaced_by);
COMMENT ON VIEW sector IS '行业领域 / Sectors';
COMMENT ON COLUMN sector.code IS '代码 / Code';
COMMENT ON COLUMN sector.name_zh IS '中文名称 / Chinese name';
COMMENT ON COLUMN sector.name_en IS '英文名称 / English name';
COMMENT ON COLUMN sector.aliases IS '别名（以、或|分隔） / Other names, separated by 、 or |';
COMMENT ON COLUMN sector.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN sector.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN sector.row_number IS '来源行号 / Row of the file or sheet it came from';

CREATE OR REPLACE VIEW project_type AS
SELECT
    t.code,
    t.name_zh,
    t.name_en,
    t.aliases,
    t.load_id,
    t.sheet,
    t.row_number
FROM store.project_type AS t
WHERE is_known(t.load_id, t.replaced_by);
COMMENT ON VIEW project_type IS '项目类型 / Project types';
COMMENT ON COLUMN project_type.code IS '代码 / Code';
COMMENT ON COLUMN project_type.name_zh IS '中文名称 / Chinese name';
COMMENT ON COLUMN project_type.name_en IS '英文名称 / English name';
COMMENT ON COLUMN project_type.aliases IS '别名（以、或|分隔） / Other names, separated by 、 or |';
COMMENT ON COLUMN project_type.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN project_type.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN project_type.row_number IS '来源行号 / Row of the file or sheet it came from';

CREATE OR REPLACE VIEW project AS
SELECT
    k.project_id,
    t.name,
    t.level,
    d.name_zh AS district,
    t.district_code,
    s.name_zh AS sector,
    t.sector_code,
    pt.name_zh AS project_type,
    t.project_type_code,
    t.stage,
    t.owner,
    t.owner_kind,
    t.total_investment,
    t.planned_start,
    t.planned_start_precision,
    t.actual_start,
    t.actual_start_precision,
    t.planned_completion,
    t.planned_completion_precision,
    t.forecast_completion,
    t.forecast_completion_precision,
    t.actual_completion,
    t.actual_completion_precision,
    t.planned_in_service,
    t.planned_in_service_precision,
    t.actual_in_service,
    t.actual_in_service_precision,
    t.reserved_on,
    t.reserved_on_precision,
    t.converted_on,
    t.converted_on_precision,
    t.load_id,
    t.sheet,
    t.row_number,
    t.project_key
FROM store.project AS t
JOIN store.project_key AS k ON k.project_key = t.project_key
LEFT JOIN store.district AS d ON d.code = t.district_code AND is_known(d.load_id, d.replaced_by)
LEFT JOIN store.sector AS s ON s.code = t.sector_code AND is_known(s.load_id, s.replaced_by)
LEFT JOIN store.project_type AS pt ON pt.code = t.project_type_code AND is_known(pt.load_id, pt.replaced_by)
WHERE is_known(t.load_id, t.replaced_by);
COMMENT ON VIEW project IS '重点项目与储备项目，每行一个项目 / Projects, key and reserve; one row a project';
COMMENT ON COLUMN project.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN project.name IS '项目名称 / Name';
COMMENT ON COLUMN project.level IS '项目级别 / Level';
COMMENT ON COLUMN project.district IS '区市县 / District';
COMMENT ON COLUMN project.district_code IS '区市县代码 / District, code';
COMMENT ON COLUMN project.sector IS '行业领域 / Sector';
COMMENT ON COLUMN project.sector_code IS '行业领域代码 / Sector, code';
COMMENT ON COLUMN project.project_type IS '项目类型 / Project type';
COMMENT ON COLUMN project.project_type_code IS '项目类型代码 / Project type, code';
COMMENT ON COLUMN project.stage IS '项目阶段 / Stage';
COMMENT ON COLUMN project.owner IS '业主单位 / Owner';
COMMENT ON COLUMN project.owner_kind IS '业主性质 / Kind of owner';
COMMENT ON COLUMN project.total_investment IS '总投资（元） / Total investment, in currency units';
COMMENT ON COLUMN project.planned_start IS '计划开工时间 / Planned start';
COMMENT ON COLUMN project.planned_start_precision IS '计划开工时间的精度 / Precision of planned_start: day, month, quarter, half_year, year';
COMMENT ON COLUMN project.actual_start IS '实际开工时间 / Actual start';
COMMENT ON COLUMN project.actual_start_precision IS '实际开工时间的精度 / Precision of actual_start: day, month, quarter, half_year, year';
COMMENT ON COLUMN project.planned_completion IS '计划竣工时间 / Planned completion';
COMMENT ON COLUMN project.planned_completion_precision IS '计划竣工时间的精度 / Precision of planned_completion: day, month, quarter, half_year, year';
COMMENT ON COLUMN project.forecast_completion IS '预计竣工时间 / Forecast completion';
COMMENT ON COLUMN project.forecast_completion_precision IS '预计竣工时间的精度 / Precision of forecast_completion: day, month, quarter, half_year, year';
COMMENT ON COLUMN project.actual_completion IS '实际竣工时间 / Actual completion';
COMMENT ON COLUMN project.actual_completion_precision IS '实际竣工时间的精度 / Precision of actual_completion: day, month, quarter, half_year, year';
COMMENT ON COLUMN project.planned_in_service IS '计划投用时间 / Planned entry into service';
COMMENT ON COLUMN project.planned_in_service_precision IS '计划投用时间的精度 / Precision of planned_in_service: day, month, quarter, half_year, year';
COMMENT ON COLUMN project.actual_in_service IS '实际投用时间 / Actual entry into service';
COMMENT ON COLUMN project.actual_in_service_precision IS '实际投用时间的精度 / Precision of actual_in_service: day, month, quarter, half_year, year';
COMMENT ON COLUMN project.reserved_on IS '入库储备时间 / Entered the reserve';
COMMENT ON COLUMN project.reserved_on_precision IS '入库储备时间的精度 / Precision of reserved_on: day, month, quarter, half_year, year';
COMMENT ON COLUMN project.converted_on IS '储备转化时间 / Left the reserve (landed)';
COMMENT ON COLUMN project.converted_on_precision IS '储备转化时间的精度 / Precision of converted_on: day, month, quarter, half_year, year';
COMMENT ON COLUMN project.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN project.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN project.row_number IS '来源行号 / Row of the file or sheet it came from';
COMMENT ON COLUMN project.project_key IS '项目内部序号 / Number of the project in this warehouse';

CREATE OR REPLACE VIEW annual_plan AS
SELECT
    k.project_id,
    t.year,
    t.planned_investment,
    t.plan_kind,
    t.load_id,
    t.sheet,
    t.row_number,
    t.project_key
FROM store.annual_plan AS t
JOIN store.project_key AS k ON k.project_key = t.project_key
WHERE is_known(t.load_id, t.replaced_by);
COMMENT ON VIEW annual_plan IS '年度投资计划，每行一个项目一个年度 / Annual plans; one row a project and year';
COMMENT ON COLUMN annual_plan.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN annual_plan.year IS '计划年度 / Plan year';
COMMENT ON COLUMN annual_plan.planned_investment IS '年度计划投资（元） / Planned investment of the year, in currency units';
COMMENT ON COLUMN annual_plan.plan_kind IS '建设性质 / Kind in the plan';
COMMENT ON COLUMN annual_plan.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN annual_plan.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN annual_plan.row_number IS '来源行号 / Row of the file or sheet it came from';
COMMENT ON COLUMN annual_plan.project_key IS '项目内部序号 / Number of the project in this warehouse';

CREATE OR REPLACE VIEW monthly_plan AS
SELECT
    k.project_id,
    t.month,
    t.planned_ytd,
    t.load_id,
    t.sheet,
    t.row_number,
    t.project_key
FROM store.monthly_plan AS t
JOIN store.project_key AS k ON k.project_key = t.project_key
WHERE is_known(t.load_id, t.replaced_by);
COMMENT ON VIEW monthly_plan IS '分月累计计划投资 / Planned investment by month, cumulative in the year';
COMMENT ON COLUMN monthly_plan.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN monthly_plan.month IS '月份 / Month';
COMMENT ON COLUMN monthly_plan.planned_ytd IS '累计计划投资（元） / Planned investment, cumulative in the year, in currency units';
COMMENT ON COLUMN monthly_plan.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN monthly_plan.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN monthly_plan.row_number IS '来源行号 / Row of the file or sheet it came from';
COMMENT ON COLUMN monthly_plan.project_key IS '项目内部序号 / Number of the project in this warehouse';

CREATE OR REPLACE VIEW progress_plan AS
SELECT
    k.project_id,
    t.planned_on,
    t.planned_on_precision,
    t.progress_ratio,
    t.load_id,
    t.sheet,
    t.row_number,
    t.project_key
FROM store.progress_plan AS t
JOIN store.project_key AS k ON k.project_key = t.project_key
WHERE is_known(t.load_id, t.replaced_by);
COMMENT ON VIEW progress_plan IS '计划形象进度（全周期累计） / Planned physical progress, cumulative over the whole project';
COMMENT ON COLUMN progress_plan.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN progress_plan.planned_on IS '计划日期 / Planned on';
COMMENT ON COLUMN progress_plan.planned_on_precision IS '计划日期的精度 / Precision of planned_on: day, month, quarter, half_year, year';
COMMENT ON COLUMN progress_plan.progress_ratio IS '计划完成比例 / Planned progress by then';
COMMENT ON COLUMN progress_plan.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN progress_plan.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN progress_plan.row_number IS '来源行号 / Row of the file or sheet it came from';
COMMENT ON COLUMN progress_plan.project_key IS '项目内部序号 / Number of the project in this warehouse';

CREATE OR REPLACE VIEW investment_report AS
SELECT
    k.project_id,
    t.month,
    t.completed,
    t.completed_ytd,
    t.derived,
    t.reported_on,
    t.reported_on_precision,
    t.progress_note,
    t.load_id,
    t.sheet,
    t.row_number,
    t.project_key
FROM store.investment_derived AS t
JOIN store.project_key AS k ON k.project_key = t.project_key;
COMMENT ON VIEW investment_report IS '投资完成月报，每行一个项目一个月 / Investment reports; one row a project and month';
COMMENT ON COLUMN investment_report.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN investment_report.month IS '报告月份 / Month reported';
COMMENT ON COLUMN investment_report.completed IS '本月完成投资（元） / Investment completed in the month, in currency units';
COMMENT ON COLUMN investment_report.completed_ytd IS '年初至今累计完成投资（元） / Investment completed since the year began, in currency units';
COMMENT ON COLUMN investment_report.derived IS '哪一项由另一项推算：completed、completed_ytd；空为均系填报 / Which of the two was derived from the other: completed, completed_ytd; NULL: both reported';
COMMENT ON COLUMN investment_report.reported_on IS '填报日期 / Reported on';
COMMENT ON COLUMN investment_report.reported_on_precision IS '填报日期的精度 / Precision of reported_on: day, month, quarter, half_year, year';
COMMENT ON COLUMN investment_report.progress_note IS '形象进度 / Physical progress';
COMMENT ON COLUMN investment_report.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN investment_report.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN investment_report.row_number IS '来源行号 / Row of the file or sheet it came from';
COMMENT ON COLUMN investment_report.project_key IS '项目内部序号 / Number of the project in this warehouse';

CREATE OR REPLACE VIEW schedule_report AS
SELECT
    k.project_id,
    t.reported_on,
    t.reported_on_precision,
    t.phase,
    t.forecast_start,
    t.forecast_start_precision,
    t.forecast_completion,
    t.forecast_completion_precision,
    t.forecast_cost,
    t.progress_ratio,
    t.load_id,
    t.sheet,
    t.row_number,
    t.project_key
FROM store.schedule_report AS t
JOIN store.project_key AS k ON k.project_key = t.project_key
WHERE is_known(t.load_id, t.replaced_by);
COMMENT ON VIEW schedule_report IS '工期与投资预测报告 / What a report said of a project''s dates and cost at a day';
COMMENT ON COLUMN schedule_report.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN schedule_report.reported_on IS '报告日期 / Reported on';
COMMENT ON COLUMN schedule_report.reported_on_precision IS '报告日期的精度 / Precision of reported_on: day, month, quarter, half_year, year';
COMMENT ON COLUMN schedule_report.phase IS '当前阶段 / Phase';
COMMENT ON COLUMN schedule_report.forecast_start IS '预计开工时间 / Forecast start';
COMMENT ON COLUMN schedule_report.forecast_start_precision IS '预计开工时间的精度 / Precision of forecast_start: day, month, quarter, half_year, year';
COMMENT ON COLUMN schedule_report.forecast_completion IS '预计竣工时间 / Forecast completion';
COMMENT ON COLUMN schedule_report.forecast_completion_precision IS '预计竣工时间的精度 / Precision of forecast_completion: day, month, quarter, half_year, year';
COMMENT ON COLUMN schedule_report.forecast_cost IS '预计总投资（元） / Forecast cost, in currency units';
COMMENT ON COLUMN schedule_report.progress_ratio IS '完成比例 / Progress';
COMMENT ON COLUMN schedule_report.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN schedule_report.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN schedule_report.row_number IS '来源行号 / Row of the file or sheet it came from';
COMMENT ON COLUMN schedule_report.project_key IS '项目内部序号 / Number of the project in this warehouse';

CREATE OR REPLACE VIEW baseline AS
SELECT
    k.project_id,
    t.approved_on,
    t.approved_on_precision,
    t.planned_start,
    t.planned_start_precision,
    t.planned_completion,
    t.planned_completion_precision,
    t.total_investment,
    t.load_id,
    t.sheet,
    t.row_number,
    t.project_key
FROM store.baseline AS t
JOIN store.project_key AS k ON k.project_key = t.project_key
WHERE is_known(t.load_id, t.replaced_by);
COMMENT ON VIEW baseline IS '批复的工期与投资，最早一条为原始基线 / Approved schedule and cost; the first is the original';
COMMENT ON COLUMN baseline.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN baseline.approved_on IS '批复时间 / Approved on';
COMMENT ON COLUMN baseline.approved_on_precision IS '批复时间的精度 / Precision of approved_on: day, month, quarter, half_year, year';
COMMENT ON COLUMN baseline.planned_start IS '批复开工时间 / Approved start';
COMMENT ON COLUMN baseline.planned_start_precision IS '批复开工时间的精度 / Precision of planned_start: day, month, quarter, half_year, year';
COMMENT ON COLUMN baseline.planned_completion IS '批复竣工时间 / Approved completion';
COMMENT ON COLUMN baseline.planned_completion_precision IS '批复竣工时间的精度 / Precision of planned_completion: day, month, quarter, half_year, year';
COMMENT ON COLUMN baseline.total_investment IS '批复总投资（元） / Approved total investment, in currency units';
COMMENT ON COLUMN baseline.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN baseline.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN baseline.row_number IS '来源行号 / Row of the file or sheet it came from';
COMMENT ON COLUMN baseline.project_key IS '项目内部序号 / Number of the project in this warehouse';

CREATE OR REPLACE VIEW milestone AS
SELECT
    k.project_id,
    t.milestone,
    t.planned_on,
    t.planned_on_precision,
    t.forecast_on,
    t.forecast_on_precision,
    t.actual_on,
    t.actual_on_precision,
    t.load_id,
    t.sheet,
    t.row_number,
    t.project_key
FROM store.milestone AS t
JOIN store.project_key AS k ON k.project_key = t.project_key
WHERE is_known(t.load_id, t.replaced_by);
COMMENT ON VIEW milestone IS '项目节点 / Steps of a project';
COMMENT ON COLUMN milestone.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN milestone.milestone IS '节点 / Milestone';
COMMENT ON COLUMN milestone.planned_on IS '计划完成时间 / Planned on';
COMMENT ON COLUMN milestone.planned_on_precision IS '计划完成时间的精度 / Precision of planned_on: day, month, quarter, half_year, year';
COMMENT ON COLUMN milestone.forecast_on IS '预计完成时间 / Forecast on';
COMMENT ON COLUMN milestone.forecast_on_precision IS '预计完成时间的精度 / Precision of forecast_on: day, month, quarter, half_year, year';
COMMENT ON COLUMN milestone.actual_on IS '实际完成时间 / Actual on';
COMMENT ON COLUMN milestone.actual_on_precision IS '实际完成时间的精度 / Precision of actual_on: day, month, quarter, half_year, year';
COMMENT ON COLUMN milestone.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN milestone.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN milestone.row_number IS '来源行号 / Row of the file or sheet it came from';
COMMENT ON COLUMN milestone.project_key IS '项目内部序号 / Number of the project in this warehouse';

CREATE OR REPLACE VIEW coordination_item AS
SELECT
    t.item_id,
    k.project_id,
    t.title,
    t.element,
    t.raised_on,
    t.raised_on_precision,
    t.due_on,
    t.due_on_precision,
    t.resolved_on,
    t.resolved_on_precision,
    t.responsible,
    t.load_id,
    t.sheet,
    t.row_number,
    t.project_key
FROM store.coordination_item AS t
JOIN store.project_key AS k ON k.project_key = t.project_key
WHERE is_known(t.load_id, t.replaced_by);
COMMENT ON VIEW coordination_item IS '需协调事项 / Obstacles to be solved';
COMMENT ON COLUMN coordination_item.item_id IS '事项编号 / Item id';
COMMENT ON COLUMN coordination_item.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN coordination_item.title IS '事项 / Item';
COMMENT ON COLUMN coordination_item.element IS '要素类型 / Element';
COMMENT ON COLUMN coordination_item.raised_on IS '提出时间 / Raised on';
COMMENT ON COLUMN coordination_item.raised_on_precision IS '提出时间的精度 / Precision of raised_on: day, month, quarter, half_year, year';
COMMENT ON COLUMN coordination_item.due_on IS '办结时限 / Due on';
COMMENT ON COLUMN coordination_item.due_on_precision IS '办结时限的精度 / Precision of due_on: day, month, quarter, half_year, year';
COMMENT ON COLUMN coordination_item.resolved_on IS '解决时间 / Resolved on';
COMMENT ON COLUMN coordination_item.resolved_on_precision IS '解决时间的精度 / Precision of resolved_on: day, month, quarter, half_year, year';
COMMENT ON COLUMN coordination_item.responsible IS '责任单位 / Responsible';
COMMENT ON COLUMN coordination_item.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN coordination_item.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN coordination_item.row_number IS '来源行号 / Row of the file or sheet it came from';
COMMENT ON COLUMN coordination_item.project_key IS '项目内部序号 / Number of the project in this warehouse';

CREATE OR REPLACE VIEW breakthrough AS
SELECT
    k.project_id,
    t.batch,
    t.kind,
    t.achieved_on,
    t.achieved_on_precision,
    t.points,
    t.load_id,
    t.sheet,
    t.row_number,
    t.project_key
FROM store.breakthrough AS t
JOIN store.project_key AS k ON k.project_key = t.project_key
WHERE is_known(t.load_id, t.replaced_by);
COMMENT ON VIEW breakthrough IS '六个一批标志性突破性进展 / Verified landmarks of the six batches';
COMMENT ON COLUMN breakthrough.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN breakthrough.batch IS '批次 / Batch';
COMMENT ON COLUMN breakthrough.kind IS '进展类型 / Kind';
COMMENT ON COLUMN breakthrough.achieved_on IS '取得时间 / Achieved on';
COMMENT ON COLUMN breakthrough.achieved_on_precision IS '取得时间的精度 / Precision of achieved_on: day, month, quarter, half_year, year';
COMMENT ON COLUMN breakthrough.points IS '得分 / Points';
COMMENT ON COLUMN breakthrough.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN breakthrough.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN breakthrough.row_number IS '来源行号 / Row of the file or sheet it came from';
COMMENT ON COLUMN breakthrough.project_key IS '项目内部序号 / Number of the project in this warehouse';

CREATE OR REPLACE VIEW benchmark AS
SELECT
    t.scope,
    t.level,
    t.month,
    t.completion_ratio,
    t.load_id,
    t.sheet,
    t.row_number
FROM store.benchmark AS t
WHERE is_known(t.load_id, t.replaced_by);
COMMENT ON VIEW benchmark IS '对标完成率 / Others'' completion ratios to compare with';
COMMENT ON COLUMN benchmark.scope IS '对标范围 / Scope';
COMMENT ON COLUMN benchmark.level IS '项目级别 / Level';
COMMENT ON COLUMN benchmark.month IS '月份 / Month';
COMMENT ON COLUMN benchmark.completion_ratio IS '完成率 / Completion ratio';
COMMENT ON COLUMN benchmark.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN benchmark.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN benchmark.row_number IS '来源行号 / Row of the file or sheet it came from';

CREATE OR REPLACE VIEW target AS
SELECT
    t.year,
    t.quarter,
    d.name_zh AS district,
    t.district_code,
    t.measure,
    t.value,
    t.load_id,
    t.sheet,
    t.row_number
FROM store.target AS t
LEFT JOIN store.district AS d ON d.code = t.district_code AND is_known(d.load_id, d.replaced_by)
WHERE is_known(t.load_id, t.replaced_by);
COMMENT ON VIEW target IS '目标 / Promises: investment, starts, completions';
COMMENT ON COLUMN target.year IS '年度 / Year';
COMMENT ON COLUMN target.quarter IS '季度（空为全年） / Quarter (empty for the year)';
COMMENT ON COLUMN target.district IS '区市县（空为全市） / District (empty for the city)';
COMMENT ON COLUMN target.district_code IS '区市县（空为全市）代码 / District (empty for the city), code';
COMMENT ON COLUMN target.measure IS '指标 / Measure';
COMMENT ON COLUMN target.value IS '目标值（投资以元计） / Value (investment in currency units)';
COMMENT ON COLUMN target.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN target.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN target.row_number IS '来源行号 / Row of the file or sheet it came from';
