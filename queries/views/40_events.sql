-- Starts, the monthly curve, the reserve.

-- When a project that has not started should: its whole planned period past,
-- or ending this quarter, the next, or later.
CREATE OR REPLACE MACRO start_due(as_of, planned) AS
    CASE WHEN planned IS NULL THEN NULL
         WHEN planned < as_of THEN 'overdue'
         WHEN planned <= quarter_end(as_of) THEN 'this_quarter'
         WHEN planned <= quarter_end((as_of + INTERVAL 3 MONTH)::DATE) THEN 'next_quarter'
         ELSE 'later' END;

CREATE OR REPLACE VIEW project_start AS
SELECT k.year, k.project_id, k.name, k.level, k.district, k.sector, k.project_type, k.owner, k.plan_kind, k.project_stage,
       k.planned_start, k.planned_start_precision, k.actual_start, k.actual_start_precision,
       timing(k.actual_start, k.actual_start_precision, k.planned_start, k.planned_start_precision) AS timing,
       start_due(as_of(), k.planned_start) AS due,
       delay_days(k.actual_start, k.actual_start_precision, k.planned_start, as_of()) AS delay_days
FROM key_project AS k;

CREATE OR REPLACE VIEW project_month AS
WITH months AS (
    SELECT a.project_key, a.year, a.planned_investment, make_date(a.year, m, 1) AS month
    FROM store.annual_plan AS a, range(1, 13) AS t(m)
    WHERE is_known(a.load_id, a.replaced_by)
)
SELECT i.project_id, p.name, d.name_zh AS district, s.name_zh AS sector, pt.name_zh AS project_type, p.level, p.owner,
       g.year, g.month, g.planned_investment,
       coalesce(mp.planned_ytd, CAST(g.planned_investment * CAST(schedule_elapsed(last_day(g.month)) AS DOUBLE) AS DECIMAL(18, 2))) AS planned_ytd,
       CASE WHEN r.month = g.month THEN r.completed END AS completed,
       CASE WHEN year(r.month) = g.year THEN r.completed_ytd END AS completed_ytd,
       r.month IS NOT DISTINCT FROM g.month AS reported
FROM months AS g
JOIN store.project_key AS i ON i.project_key = g.project_key
JOIN store.project AS p ON p.project_key = g.project_key AND is_known(p.load_id, p.replaced_by)
LEFT JOIN store.district AS d ON d.code = p.district_code AND is_known(d.load_id, d.replaced_by)
LEFT JOIN store.sector AS s ON s.code = p.sector_code AND is_known(s.load_id, s.replaced_by)
LEFT JOIN store.project_type AS pt ON pt.code = p.project_type_code AND is_known(pt.load_id, pt.replaced_by)
LEFT JOIN store.monthly_plan AS mp ON mp.project_key = g.project_key AND mp.month = g.month AND is_known(mp.load_id, mp.replaced_by)
ASOF LEFT JOIN store.investment_derived AS r ON r.project_key = g.project_key AND g.month >= r.month
WHERE g.month <= coalesce((SELECT max(month) FROM store.investment_report), g.month);

CREATE OR REPLACE VIEW reserve AS
SELECT i.project_id, p.name, d.name_zh AS district, s.name_zh AS sector, pt.name_zh AS project_type, p.level, p.owner,
       p.total_investment, p.reserved_on, p.reserved_on_precision, p.converted_on, p.converted_on_precision,
       coalesce(happened(p.converted_on, p.converted_on_precision, as_of()), false) AS converted
FROM store.project AS p
JOIN store.project_key AS i ON i.project_key = p.project_key
LEFT JOIN store.district AS d ON d.code = p.district_code AND is_known(d.load_id, d.replaced_by)
LEFT JOIN store.sector AS s ON s.code = p.sector_code AND is_known(s.load_id, s.replaced_by)
LEFT JOIN store.project_type AS pt ON pt.code = p.project_type_code AND is_known(pt.load_id, pt.replaced_by)
WHERE is_known(p.load_id, p.replaced_by) AND happened(p.reserved_on, p.reserved_on_precision, as_of());

-- The reserve in a year: what stood in it at any time of the year up to a day.
CREATE OR REPLACE MACRO reserve_in_year(day) AS TABLE
SELECT CAST(date_part('year', day) AS SMALLINT) AS year, coalesce(d.name_zh, 'unknown') AS district, p.project_key, p.total_investment,
       coalesce(happened(p.converted_on, p.converted_on_precision, day), false) AS converted
FROM store.project AS p
LEFT JOIN store.district AS d ON d.code = p.district_code AND is_known(d.load_id, d.replaced_by)
WHERE is_known(p.load_id, p.replaced_by)
  AND happened(p.reserved_on, p.reserved_on_precision, day)
  AND (p.converted_on IS NULL OR p.converted_on >= year_start(day));

CREATE OR REPLACE VIEW reserve_by_district AS
SELECT year, district, count(*) AS projects, sum(total_investment) AS total_investment,
       count(*) FILTER (converted) AS converted_projects,
       coalesce(sum(total_investment) FILTER (converted), 0) AS converted_investment,
       count(*) FILTER (converted) / count(*) AS conversion_ratio
FROM reserve_in_year(as_of()) GROUP BY year, district;

-- Coordination items as they stood on a day.
CREATE OR REPLACE MACRO coordination_items_on(day) AS TABLE
SELECT CAST(year(c.raised_on) AS SMALLINT) AS year, c.item_id, c.project_key, coalesce(c.element, 'unknown') AS element,
       coalesce(d.name_zh, 'unknown') AS district, c.title, c.responsible, c.raised_on, c.due_on,
       CASE WHEN happened(c.resolved_on, c.resolved_on_precision, day) THEN c.resolved_on END AS resolved_on,
       CASE WHEN happened(c.resolved_on, c.resolved_on_precision, day) THEN 'resolved' ELSE 'open' END AS state
FROM store.coordination_item AS c
LEFT JOIN store.project AS p ON p.project_key = c.project_key AND is_known(p.load_id, p.replaced_by)
LEFT JOIN store.district AS d ON d.code = p.district_code AND is_known(d.load_id, d.replaced_by)
WHERE is_known(c.load_id, c.replaced_by) AND happened(c.raised_on, c.raised_on_precision, day);

CREATE OR REPLACE VIEW coordination AS
SELECT c.year, c.item_id, i.project_id, p.name, c.district, c.element, c.title, c.responsible, c.raised_on, c.due_on, c.resolved_on, c.state,
       date_diff('day', c.raised_on, coalesce(c.resolved_on, as_of())) AS age_days,
       c.state = 'open' AND c.due_on < as_of() AS overdue
FROM coordination_items_on(as_of()) AS c
LEFT JOIN store.project_key AS i ON i.project_key = c.project_key
LEFT JOIN store.project AS p ON p.project_key = c.project_key AND is_known(p.load_id, p.replaced_by);

COMMENT ON VIEW project_start IS '重点项目开工情况 / Starts of key projects: planned, actual, early, late, pending';
COMMENT ON COLUMN project_start.year IS '计划年度 / Plan year';
COMMENT ON COLUMN project_start.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN project_start.name IS '项目名称 / Name';
COMMENT ON COLUMN project_start.level IS '项目级别 / Level';
COMMENT ON COLUMN project_start.district IS '区市县 / District';
COMMENT ON COLUMN project_start.sector IS '行业领域 / Sector';
COMMENT ON COLUMN project_start.project_type IS '项目类型 / Project type';
COMMENT ON COLUMN project_start.owner IS '业主单位 / Owner';
COMMENT ON COLUMN project_start.plan_kind IS '建设性质 / Kind in the plan';
COMMENT ON COLUMN project_start.project_stage IS '项目阶段（截至会话日期） / Stage on the as-of date';
COMMENT ON COLUMN project_start.planned_start IS '计划开工时间（所在期间末日） / Planned start, the last day of its period';
COMMENT ON COLUMN project_start.planned_start_precision IS '计划开工时间的精度 / Precision of planned_start';
COMMENT ON COLUMN project_start.actual_start IS '实际开工时间（所在期间末日） / Actual start, the last day of its period';
COMMENT ON COLUMN project_start.actual_start_precision IS '实际开工时间的精度 / Precision of actual_start';
COMMENT ON COLUMN project_start.timing IS '提前、按期、滞后 / early, on_time or late';
COMMENT ON COLUMN project_start.due IS '应开工时段：已逾期、本季、下季、以后 / When the start is due: overdue, this_quarter, next_quarter, later';
COMMENT ON COLUMN project_start.delay_days IS '开工滞后天数 / Days the start is late';

COMMENT ON VIEW project_month IS '项目分月计划与完成 / Every key project by month: cumulative plan and fact';
COMMENT ON COLUMN project_month.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN project_month.name IS '项目名称 / Name';
COMMENT ON COLUMN project_month.district IS '区市县 / District';
COMMENT ON COLUMN project_month.sector IS '行业领域 / Sector';
COMMENT ON COLUMN project_month.project_type IS '项目类型 / Project type';
COMMENT ON COLUMN project_month.level IS '项目级别 / Level';
COMMENT ON COLUMN project_month.owner IS '业主单位 / Owner';
COMMENT ON COLUMN project_month.year IS '计划年度 / Plan year';
COMMENT ON COLUMN project_month.month IS '月份 / Month';
COMMENT ON COLUMN project_month.planned_investment IS '年度计划投资（元） / Planned investment of the year, in currency units';
COMMENT ON COLUMN project_month.planned_ytd IS '累计计划投资（元；无分月计划时按时序） / Planned up to the month, in currency units; by the calendar where there is no monthly plan';
COMMENT ON COLUMN project_month.completed IS '本月完成投资（元） / Completed in the month, in currency units';
COMMENT ON COLUMN project_month.completed_ytd IS '累计完成投资（元；缺报月沿用上次） / Completed up to the month, in currency units; the last figure where the month was not reported';
COMMENT ON COLUMN project_month.reported IS '本月是否填报 / Whether the month was reported';

COMMENT ON VIEW reserve IS '储备项目 / Projects of the reserve';
COMMENT ON COLUMN reserve.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN reserve.name IS '项目名称 / Name';
COMMENT ON COLUMN reserve.district IS '区市县 / District';
COMMENT ON COLUMN reserve.sector IS '行业领域 / Sector';
COMMENT ON COLUMN reserve.project_type IS '项目类型 / Project type';
COMMENT ON COLUMN reserve.level IS '项目级别 / Level';
COMMENT ON COLUMN reserve.owner IS '业主单位 / Owner';
COMMENT ON COLUMN reserve.total_investment IS '总投资（元） / Total investment, in currency units';
COMMENT ON COLUMN reserve.reserved_on IS '入库储备时间 / Entered the reserve';
COMMENT ON COLUMN reserve.reserved_on_precision IS '入库储备时间的精度 / Precision of reserved_on';
COMMENT ON COLUMN reserve.converted_on IS '转化落地时间 / Left the reserve';
COMMENT ON COLUMN reserve.converted_on_precision IS '转化落地时间的精度 / Precision of converted_on';
COMMENT ON COLUMN reserve.converted IS '是否已转化 / Whether it was converted';

COMMENT ON VIEW reserve_by_district IS '各区市县储备与转化 / The reserve and its conversion by district';
COMMENT ON COLUMN reserve_by_district.year IS '计划年度 / Plan year';
COMMENT ON COLUMN reserve_by_district.district IS '区市县 / District';
COMMENT ON COLUMN reserve_by_district.projects IS '储备项目数 / Projects in the reserve during the year';
COMMENT ON COLUMN reserve_by_district.total_investment IS '总投资（元） / Total investment, in currency units';
COMMENT ON COLUMN reserve_by_district.converted_projects IS '转化项目数 / Projects converted';
COMMENT ON COLUMN reserve_by_district.converted_investment IS '转化项目总投资（元） / Total investment of those converted, in currency units';
COMMENT ON COLUMN reserve_by_district.conversion_ratio IS '转化率（按项目数） / Converted over all, by count';

COMMENT ON VIEW coordination IS '需协调事项及历时 / Coordination items with their age';
COMMENT ON COLUMN coordination.year IS '计划年度 / Plan year';
COMMENT ON COLUMN coordination.item_id IS '事项编号 / Item id';
COMMENT ON COLUMN coordination.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN coordination.name IS '项目名称 / Name';
COMMENT ON COLUMN coordination.district IS '区市县 / District';
COMMENT ON COLUMN coordination.element IS '要素类型 / Element';
COMMENT ON COLUMN coordination.title IS '事项 / Item';
COMMENT ON COLUMN coordination.responsible IS '责任单位 / Responsible';
COMMENT ON COLUMN coordination.raised_on IS '提出时间 / Raised on';
COMMENT ON COLUMN coordination.due_on IS '办结时限 / Due on';
COMMENT ON COLUMN coordination.resolved_on IS '解决时间 / Resolved on';
COMMENT ON COLUMN coordination.state IS '状态 / open or resolved';
COMMENT ON COLUMN coordination.age_days IS '历时天数 / Days from raising to resolving, or to the as-of date';
COMMENT ON COLUMN coordination.overdue IS '是否超期 / Whether it is open past its due date';
