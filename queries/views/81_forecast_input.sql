-- What forecasts are made from: where each project of the years in play
-- stands, and what past years say of projects that stood there.

-- The years in play and the month up to which each is reported: 0 where none
-- of it is.
CREATE OR REPLACE VIEW store.forecast_cut AS
SELECT CAST(y AS SMALLINT) AS year,
       CAST(CASE WHEN y = date_part('year', reported_to()) THEN date_part('month', reported_to()) ELSE 0 END AS TINYINT) AS month
FROM range(coalesce(date_part('year', reported_to()), date_part('year', as_of())), date_part('year', as_of()) + 1) AS t(y);
COMMENT ON VIEW store.forecast_cut IS '预测年度与已填报月份 / The years to forecast, and the month each is reported to';
COMMENT ON COLUMN store.forecast_cut.year IS '计划年度 / Plan year';
COMMENT ON COLUMN store.forecast_cut.month IS '已填报月份，0 为尚无 / Month reported to; 0: none yet';

-- Past years to learn from: over before the month reported to, and reported to
-- their end (December has at least half the reports of the year's best month).
CREATE OR REPLACE VIEW store.forecast_year AS
SELECT year(month) AS year
FROM (SELECT month, count(*) AS reports FROM store.investment_report WHERE is_known(load_id, replaced_by) GROUP BY month)
WHERE make_date(year(month), 12, 31) <= reported_to()
GROUP BY year(month)
HAVING coalesce(max(reports) FILTER (month(month) = 12), 0) >= 0.5 * max(reports);
COMMENT ON VIEW store.forecast_year IS '可供学习的往年 / Past years that can be learnt from';
COMMENT ON COLUMN store.forecast_year.year IS '年度 / Year';

-- Every project-year of the last five of them as it stood at the same month,
-- and how it ended. The year that is forecast is never among them.
CREATE OR REPLACE VIEW store.forecast_past AS
SELECT c.year AS for_year, c.month, r.project_key, year(r.month) AS year,
       coalesce(arg_max(r.completed_ytd, r.month) FILTER (month(r.month) <= c.month), 0) AS completed,
       arg_max(r.completed_ytd, r.month) AS final
FROM store.investment_derived AS r
JOIN store.forecast_year AS y ON y.year = year(r.month)
JOIN store.forecast_cut AS c ON y.year BETWEEN c.year - 5 AND c.year - 1 AND c.month < 12
GROUP BY c.year, c.month, r.project_key, year(r.month);
COMMENT ON VIEW store.forecast_past IS '往年各项目同月累计与全年完成 / Past project-years: where they stood at the same month, and how they ended';
COMMENT ON COLUMN store.forecast_past.for_year IS '为哪一年度的预测 / The year that is forecast';
COMMENT ON COLUMN store.forecast_past.month IS '月份 / Month';
COMMENT ON COLUMN store.forecast_past.project_key IS '项目内部序号 / Number of the project in this warehouse';
COMMENT ON COLUMN store.forecast_past.year IS '往年 / The past year';
COMMENT ON COLUMN store.forecast_past.completed IS '至该月累计完成（元） / Completed by the end of the month, in currency units';
COMMENT ON COLUMN store.forecast_past.final IS '全年完成（元） / Completed in the whole year, in currency units';

-- How big a plan is: its order of magnitude.
CREATE OR REPLACE MACRO magnitude(amount) AS CASE WHEN amount > 0 THEN CAST(floor(log10(amount)) AS TINYINT) END;

-- Classes of past project-years: of one sector and size; of one type; all; and
-- each year's for the share of the year done by the month. Refreshes of the metrics
-- keep them while nothing of those years changes (queries/session/held.sql).
CREATE OR REPLACE VIEW forecast_class AS
SELECT h.for_year, h.month,
       CASE GROUPING(h.year, p.sector_code, p.project_type_code)
            WHEN 3 THEN 'year' WHEN 5 THEN 'sector' WHEN 6 THEN 'type' ELSE 'all' END AS class,
       h.year, p.sector_code, magnitude(a.planned_investment) AS magnitude, p.project_type_code,
       count(*) AS members,
       CAST(sum(h.completed) AS DOUBLE) / nullif(sum(h.final), 0) AS share,
       CAST(sum(h.final - h.completed) FILTER (a.planned_investment > 0) AS DOUBLE)
           / nullif(sum(a.planned_investment) FILTER (a.planned_investment > 0), 0) AS remaining,
       quantile_cont(CAST(h.final - h.completed AS DOUBLE) / nullif(a.planned_investment, 0), 0.1) AS remaining_low,
       quantile_cont(CAST(h.final - h.completed AS DOUBLE) / nullif(a.planned_investment, 0), 0.9) AS remaining_high
FROM store.forecast_past AS h
JOIN store.annual_plan AS a ON a.project_key = h.project_key AND a.year = h.year AND is_known(a.load_id, a.replaced_by)
JOIN store.project AS p ON p.project_key = h.project_key AND is_known(p.load_id, p.replaced_by)
GROUP BY GROUPING SETS ((h.for_year, h.month, h.year), (h.for_year, h.month, p.sector_code, magnitude(a.planned_investment)),
                        (h.for_year, h.month, p.project_type_code), (h.for_year, h.month));
COMMENT ON VIEW forecast_class IS '往年同类项目：同月完成占全年比重、余下占计划比例的分布 / Classes of past project-years: the share done by the month, and what was still to come as a share of the plan';
COMMENT ON COLUMN forecast_class.for_year IS '为哪一年度的预测 / The year that is forecast';
COMMENT ON COLUMN forecast_class.month IS '月份 / Month';
COMMENT ON COLUMN forecast_class.class IS '类别：year 一个往年，sector 同行业同规模，type 同类型，all 全部 / Class: year (one past year), sector (of one sector and size), type, all';
COMMENT ON COLUMN forecast_class.year IS '往年 / The past year';
COMMENT ON COLUMN forecast_class.sector_code IS '行业领域代码 / Sector, code';
COMMENT ON COLUMN forecast_class.magnitude IS '年度计划的数量级（十的幂） / Order of magnitude of the plan: a power of ten';
COMMENT ON COLUMN forecast_class.project_type_code IS '项目类型代码 / Project type, code';
COMMENT ON COLUMN forecast_class.members IS '项目年数 / Project-years in it';
COMMENT ON COLUMN forecast_class.share IS '至该月完成占全年比重 / Share of the year done by the month, from sums';
COMMENT ON COLUMN forecast_class.remaining IS '该月以后完成占年度计划，由合计得出 / Completed after the month as a share of the plan, from sums';
COMMENT ON COLUMN forecast_class.remaining_low IS '同上，单个项目的十分位 / The same of single projects, tenth percentile';
COMMENT ON COLUMN forecast_class.remaining_high IS '同上，单个项目的九十分位 / The same of single projects, ninetieth percentile';

-- The share of the year done by the month: the mean of past years (a year that
-- had done nothing, or took back what it had, says nothing), else the prior.
CREATE OR REPLACE VIEW forecast_share AS
SELECT c.year, c.month, CASE WHEN c.month = 12 THEN 1 ELSE least(1, coalesce(h.share, p.share)) END AS share, coalesce(h.years, 0) AS years
FROM store.forecast_cut AS c
JOIN forecast_prior AS p ON p.month = c.month
LEFT JOIN (SELECT for_year, avg(share) AS share, count(*) AS years FROM forecast_class
           WHERE class = 'year' AND share >= 0.005 GROUP BY for_year) AS h ON h.for_year = c.year;
COMMENT ON VIEW forecast_share IS '至填报截至月完成占全年比重：往年平均，无往年时为先验 / Share of the year done by the month reported to: the mean of past years, else the prior';
COMMENT ON COLUMN forecast_share.year IS '计划年度 / Plan year';
COMMENT ON COLUMN forecast_share.month IS '填报截至月份 / Month reported to';
COMMENT ON COLUMN forecast_share.share IS '占全年比重 / Share of the year';
COMMENT ON COLUMN forecast_share.years IS '所据往年数，0 为先验 / Past years it comes from; 0: the prior';

-- One row a key project and year in play: all that methods may read.
CREATE OR REPLACE VIEW forecast_input AS
WITH class AS MATERIALIZED (
    FROM forecast_class
),
share AS (
    SELECT for_year, avg(share) AS share FROM class WHERE class = 'year' AND share >= 0.005 GROUP BY for_year
)
SELECT k.project_key, k.project_id, k.name, k.level, k.district, k.sector, k.project_type, k.owner, k.year, c.month, CAST(12 - c.month AS TINYINT) AS months_left,
       CAST(coalesce(k.planned_investment, 0) AS DOUBLE) AS planned, CAST(k.completed AS DOUBLE) AS completed,
       CAST(coalesce(k.planned_to_date, 0) AS DOUBLE) AS planned_to_date,
       CASE WHEN c.month > 0 THEN CAST(k.recent_pace AS DOUBLE) END AS recent_pace,
       CASE WHEN c.month = 12 THEN 1 ELSE least(1, coalesce(y.share, pr.share)) END AS share,
       CASE WHEN c.month = 12 THEN 0 WHEN s.members >= 30 THEN s.remaining WHEN t.members >= 30 THEN t.remaining ELSE a.remaining END AS class_remaining,
       CASE WHEN c.month = 12 THEN 0 WHEN s.members >= 30 THEN s.remaining_low WHEN t.members >= 30 THEN t.remaining_low ELSE a.remaining_low END AS class_remaining_low,
       CASE WHEN c.month = 12 THEN 0 WHEN s.members >= 30 THEN s.remaining_high WHEN t.members >= 30 THEN t.remaining_high ELSE a.remaining_high END AS class_remaining_high
FROM project_measure AS k
JOIN store.forecast_cut AS c ON c.year = k.year
JOIN store.project AS p ON p.project_key = k.project_key AND is_known(p.load_id, p.replaced_by)
JOIN forecast_prior AS pr ON pr.month = c.month
LEFT JOIN share AS y ON y.for_year = k.year
LEFT JOIN class AS s ON s.class = 'sector' AND s.for_year = k.year AND s.sector_code IS NOT DISTINCT FROM p.sector_code
                    AND s.magnitude IS NOT DISTINCT FROM magnitude(k.planned_investment)
LEFT JOIN class AS t ON t.class = 'type' AND t.for_year = k.year AND t.project_type_code IS NOT DISTINCT FROM p.project_type_code
LEFT JOIN class AS a ON a.class = 'all' AND a.for_year = k.year;
COMMENT ON VIEW forecast_input IS '预测所依据的数据，每行一个重点项目一个年度 / What forecasts are made from, a row a key project and year';
COMMENT ON COLUMN forecast_input.project_key IS '项目内部序号 / Number of the project in this warehouse';
COMMENT ON COLUMN forecast_input.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN forecast_input.name IS '项目名称 / Name';
COMMENT ON COLUMN forecast_input.level IS '项目级别（最高级） / Level, the highest';
COMMENT ON COLUMN forecast_input.district IS '区市县 / District';
COMMENT ON COLUMN forecast_input.sector IS '行业领域 / Sector';
COMMENT ON COLUMN forecast_input.project_type IS '项目类型 / Project type';
COMMENT ON COLUMN forecast_input.owner IS '业主单位 / Owner';
COMMENT ON COLUMN forecast_input.year IS '计划年度 / Plan year';
COMMENT ON COLUMN forecast_input.month IS '填报截至月份，0 为尚无填报 / Month reported to; 0: none yet';
COMMENT ON COLUMN forecast_input.months_left IS '余下月数 / Months left of the year';
COMMENT ON COLUMN forecast_input.planned IS '年度计划投资（元） / Planned investment of the year, in currency units';
COMMENT ON COLUMN forecast_input.completed IS '累计完成投资（元） / Completed in the year so far, in currency units';
COMMENT ON COLUMN forecast_input.planned_to_date IS '至该月应完成投资（元） / Planned investment up to the month, in currency units';
COMMENT ON COLUMN forecast_input.recent_pace IS '近三个月月均完成（元）；尚无填报为空 / Completed a month over the last three months, in currency units; NULL where none is reported';
COMMENT ON COLUMN forecast_input.share IS '至该月完成占全年比重（全市往年平均，无往年时为先验） / Share of the year done by the month: the city''s mean of past years, else the prior';
COMMENT ON COLUMN forecast_input.class_remaining IS '往年同类该月以后完成占年度计划；无往年为空 / What past projects of its class completed after the month, as a share of their plans; NULL without past years';
COMMENT ON COLUMN forecast_input.class_remaining_low IS '同上，十分位 / The same, tenth percentile';
COMMENT ON COLUMN forecast_input.class_remaining_high IS '同上，九十分位 / The same, ninetieth percentile';
