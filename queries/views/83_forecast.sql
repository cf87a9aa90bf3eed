-- Forecasts of the year's end: the default method's of projects and groups,
-- and every method's. Amounts of groups are sums of their projects'; ranges are
-- not, since not all projects come out badly at once: each has the spread that
-- the method's forecasts of such groups had in the backtest, else the prior's.

-- The backtest, where it is of years before the session's: as of an earlier day
-- it would tell what was not known.
CREATE OR REPLACE VIEW forecast_backtest AS
SELECT kind, method, month, forecasts, years, median_error, mean_error, bias, compared_error, error_low, error_high, coverage,
       is_default, from_year, to_year, as_known, data_version, run_at
FROM store.forecast_backtest
WHERE to_year < date_part('year', as_of());
COMMENT ON VIEW forecast_backtest IS '各预测方法的回测结果（年度在截至日期之前的） / What backtesting found of each method, of years before the as-of date''s';
COMMENT ON COLUMN forecast_backtest.kind IS '分组方式 / Grouping: city, level, district, sector, project_type, owner, project';
COMMENT ON COLUMN forecast_backtest.method IS '方法 / Method';
COMMENT ON COLUMN forecast_backtest.month IS '填报截至月份，0 为年初 / Month reported to; 0: the year''s beginning';
COMMENT ON COLUMN forecast_backtest.forecasts IS '预测次数 / Forecasts made';
COMMENT ON COLUMN forecast_backtest.years IS '涉及年数 / Years they are of';
COMMENT ON COLUMN forecast_backtest.median_error IS '相对误差绝对值的中位数（占实际） / Median absolute error as a share of what it became';
COMMENT ON COLUMN forecast_backtest.mean_error IS '相对误差绝对值的平均（占实际） / Mean absolute error as a share of what it became (MAPE)';
COMMENT ON COLUMN forecast_backtest.bias IS '合计偏差（占实际；正为高估） / Forecasts minus what they became, as a share of it, from sums; above 0: too high';
COMMENT ON COLUMN forecast_backtest.compared_error IS '仅取各方法都有预测之处的中位误差，据以择优 / Median error where every method made a forecast; the default is chosen by it';
COMMENT ON COLUMN forecast_backtest.error_low IS '实际减预测（占计划）的十分位 / What it became minus the forecast, as a share of the plan: tenth percentile';
COMMENT ON COLUMN forecast_backtest.error_high IS '同上，九十分位 / The same, ninetieth percentile';
COMMENT ON COLUMN forecast_backtest.coverage IS '实际落入由其他年份误差所得区间的比例；只有一年时为空 / How often it fell into the range that the other years'' errors give; NULL with one year';
COMMENT ON COLUMN forecast_backtest.is_default IS '该月默认采用 / The default of the month';
COMMENT ON COLUMN forecast_backtest.from_year IS '回测起始年度 / First year tested';
COMMENT ON COLUMN forecast_backtest.to_year IS '回测截止年度 / Last year tested';
COMMENT ON COLUMN forecast_backtest.as_known IS '只用当时已知的数据 / With what was known then only';
COMMENT ON COLUMN forecast_backtest.data_version IS '数据版本（最近装载批次） / The last load that was in it';
COMMENT ON COLUMN forecast_backtest.run_at IS '回测时间（UTC） / When it was run, UTC';

-- The method of each month: the backtest's best; without one the seasonal
-- share, and the plan while nothing of the year is reported.
CREATE OR REPLACE VIEW forecast_default AS
SELECT c.year, c.month, coalesce(b.method, CASE WHEN c.month = 0 THEN 'remaining_plan' ELSE 'seasonal' END) AS method,
       CASE WHEN b.method IS NULL THEN 'documented' ELSE 'backtest' END AS chosen_by
FROM store.forecast_cut AS c
LEFT JOIN forecast_backtest AS b ON b.is_default AND b.month = c.month AND b.to_year < c.year;
COMMENT ON VIEW forecast_default IS '各预测年度采用的方法 / The method that forecasts each year';
COMMENT ON COLUMN forecast_default.year IS '计划年度 / Plan year';
COMMENT ON COLUMN forecast_default.month IS '填报截至月份，0 为尚无填报 / Month reported to; 0: none yet';
COMMENT ON COLUMN forecast_default.method IS '方法 / Method';
COMMENT ON COLUMN forecast_default.chosen_by IS '选定依据：backtest 回测，documented 文档所载默认 / What chose it: backtest, or documented (the default without one)';

-- The bounds of a range. Errors are shares of the plan (of the forecast where
-- there is no plan). With fewer than ten of them the prior widens the range, by
-- the forecast or the plan, whichever is more: nothing done so far is no
-- certainty of nothing. What is completed already is completed; the range holds the middle.
CREATE OR REPLACE MACRO range_low(middle, completed, planned, months_left, errors, error, width) AS
    greatest(least(greatest(completed, 0), middle),
             middle + least(0, CASE WHEN errors >= 10 THEN error * CASE WHEN planned > 0 THEN planned ELSE middle END
                                    WHEN errors > 0 THEN least(error * CASE WHEN planned > 0 THEN planned ELSE middle END, -width * months_left / 12 * greatest(middle, planned))
                                    ELSE -width * months_left / 12 * greatest(middle, planned) END));
CREATE OR REPLACE MACRO range_high(middle, planned, months_left, errors, error, width) AS
    middle + greatest(0, CASE WHEN errors >= 10 THEN error * CASE WHEN planned > 0 THEN planned ELSE middle END
                              WHEN errors > 0 THEN greatest(error * CASE WHEN planned > 0 THEN planned ELSE middle END, width * months_left / 12 * greatest(middle, planned))
                              ELSE width * months_left / 12 * greatest(middle, planned) END);

CREATE OR REPLACE VIEW project_forecast_by_method AS
SELECT r.year, r.project_id, r.name, r.level, r.district, r.sector, r.project_type, r.owner, r.method, d.method IS NOT NULL AS is_default,
       r.month, r.months_left, CAST(r.planned AS DECIMAL(18, 2)) AS planned_investment, CAST(r.completed AS DECIMAL(18, 2)) AS completed,
       CASE WHEN r.own_range THEN r.low
            ELSE CAST(range_low(CAST(r.middle AS DOUBLE), r.completed, r.planned, r.months_left, b.forecasts, b.error_low, w.width) AS DECIMAL(18, 2)) END AS forecast_low,
       r.middle AS forecast,
       CASE WHEN r.own_range THEN r.high
            ELSE TRY_CAST(range_high(CAST(r.middle AS DOUBLE), r.planned, r.months_left, b.forecasts, b.error_high, w.width) AS DECIMAL(18, 2)) END AS forecast_high,
       CASE WHEN r.own_range THEN 'method' WHEN b.forecasts >= 10 THEN 'backtest' ELSE 'prior' END AS range_from,
       r.completed / nullif(r.planned, 0) AS completion_ratio,
       CAST(r.middle AS DOUBLE) / nullif(r.planned, 0) AS forecast_ratio,
       CAST(greatest(r.planned - r.completed, 0) / nullif(r.months_left, 0) AS DECIMAL(18, 2)) AS pace_needed,
       CAST(r.recent_pace AS DECIMAL(18, 2)) AS recent_pace,
       r.project_key
FROM forecast_answer AS r
CROSS JOIN (SELECT width FROM forecast_prior_width WHERE kind = 'project') AS w
LEFT JOIN forecast_default AS d ON d.year = r.year AND d.method = r.method
LEFT JOIN forecast_backtest AS b ON b.kind = 'project' AND b.month = r.month AND b.method = r.method AND b.to_year < r.year;
COMMENT ON VIEW project_forecast_by_method IS '各方法对各重点项目全年完成的预测 / What every method forecasts of each key project''s year';
COMMENT ON COLUMN project_forecast_by_method.year IS '计划年度 / Plan year';
COMMENT ON COLUMN project_forecast_by_method.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN project_forecast_by_method.name IS '项目名称 / Name';
COMMENT ON COLUMN project_forecast_by_method.level IS '项目级别（最高级） / Level, the highest';
COMMENT ON COLUMN project_forecast_by_method.district IS '区市县 / District';
COMMENT ON COLUMN project_forecast_by_method.sector IS '行业领域 / Sector';
COMMENT ON COLUMN project_forecast_by_method.project_type IS '项目类型 / Project type';
COMMENT ON COLUMN project_forecast_by_method.owner IS '业主单位 / Owner';
COMMENT ON COLUMN project_forecast_by_method.method IS '方法 / Method';
COMMENT ON COLUMN project_forecast_by_method.is_default IS '默认方法 / Whether it is the default method';
COMMENT ON COLUMN project_forecast_by_method.month IS '填报截至月份，0 为尚无填报 / Month reported to; 0: none yet';
COMMENT ON COLUMN project_forecast_by_method.months_left IS '余下月数 / Months left of the year';
COMMENT ON COLUMN project_forecast_by_method.planned_investment IS '年度计划投资（元） / Planned investment of the year, in currency units';
COMMENT ON COLUMN project_forecast_by_method.completed IS '累计完成投资（元） / Completed in the year so far, in currency units';
COMMENT ON COLUMN project_forecast_by_method.forecast_low IS '预测全年完成，低值（元） / Forecast of the year, low: one in ten ends below, in currency units';
COMMENT ON COLUMN project_forecast_by_method.forecast IS '预测全年完成，中值（元） / Forecast of the year, middle, in currency units';
COMMENT ON COLUMN project_forecast_by_method.forecast_high IS '预测全年完成，高值（元） / Forecast of the year, high: one in ten ends above, in currency units';
COMMENT ON COLUMN project_forecast_by_method.range_from IS '区间依据：backtest 回测误差，method 方法自身，prior 先验 / Where the range is from: backtest (its errors), method (its own), prior';
COMMENT ON COLUMN project_forecast_by_method.completion_ratio IS '年度投资完成率 / Completed over planned';
COMMENT ON COLUMN project_forecast_by_method.forecast_ratio IS '预计全年完成率 / Forecast over planned';
COMMENT ON COLUMN project_forecast_by_method.pace_needed IS '余下每月需完成（元） / Needed a month for what is left, in currency units';
COMMENT ON COLUMN project_forecast_by_method.recent_pace IS '近三个月月均完成（元） / Completed a month over the last three months, in currency units';
COMMENT ON COLUMN project_forecast_by_method.project_key IS '项目内部序号 / Number of the project in this warehouse';

CREATE OR REPLACE VIEW project_forecast AS
SELECT * EXCLUDE (is_default) FROM project_forecast_by_method WHERE is_default;
COMMENT ON VIEW project_forecast IS '各重点项目全年完成预测（默认方法） / Forecast of each key project''s year, by the default method';
COMMENT ON COLUMN project_forecast.year IS '计划年度 / Plan year';
COMMENT ON COLUMN project_forecast.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN project_forecast.name IS '项目名称 / Name';
COMMENT ON COLUMN project_forecast.level IS '项目级别（最高级） / Level, the highest';
COMMENT ON COLUMN project_forecast.district IS '区市县 / District';
COMMENT ON COLUMN project_forecast.sector IS '行业领域 / Sector';
COMMENT ON COLUMN project_forecast.project_type IS '项目类型 / Project type';
COMMENT ON COLUMN project_forecast.owner IS '业主单位 / Owner';
COMMENT ON COLUMN project_forecast.method IS '方法 / Method';
COMMENT ON COLUMN project_forecast.month IS '填报截至月份，0 为尚无填报 / Month reported to; 0: none yet';
COMMENT ON COLUMN project_forecast.months_left IS '余下月数 / Months left of the year';
COMMENT ON COLUMN project_forecast.planned_investment IS '年度计划投资（元） / Planned investment of the year, in currency units';
COMMENT ON COLUMN project_forecast.completed IS '累计完成投资（元） / Completed in the year so far, in currency units';
COMMENT ON COLUMN project_forecast.forecast_low IS '预测全年完成，低值（元） / Forecast of the year, low: one in ten ends below, in currency units';
COMMENT ON COLUMN project_forecast.forecast IS '预测全年完成，中值（元） / Forecast of the year, middle, in currency units';
COMMENT ON COLUMN project_forecast.forecast_high IS '预测全年完成，高值（元） / Forecast of the year, high: one in ten ends above, in currency units';
COMMENT ON COLUMN project_forecast.range_from IS '区间依据：backtest 回测误差，method 方法自身，prior 先验 / Where the range is from: backtest (its errors), method (its own), prior';
COMMENT ON COLUMN project_forecast.completion_ratio IS '年度投资完成率 / Completed over planned';
COMMENT ON COLUMN project_forecast.forecast_ratio IS '预计全年完成率 / Forecast over planned';
COMMENT ON COLUMN project_forecast.pace_needed IS '余下每月需完成（元） / Needed a month for what is left, in currency units';
COMMENT ON COLUMN project_forecast.recent_pace IS '近三个月月均完成（元） / Completed a month over the last three months, in currency units';
COMMENT ON COLUMN project_forecast.project_key IS '项目内部序号 / Number of the project in this warehouse';

-- Every method's forecast of every project, or each year's default only.
CREATE OR REPLACE MACRO forecast_answers(every) AS TABLE
SELECT r.method, d.method IS NOT NULL AS is_default, r.year, r.month, r.months_left, r.level, r.district, r.sector, r.project_type, r.owner,
       CAST(r.planned AS DECIMAL(18, 2)) AS planned, CAST(r.completed AS DECIMAL(18, 2)) AS completed, r.middle, r.recent_pace
FROM forecast_answer AS r
LEFT JOIN forecast_default AS d ON d.year = r.year AND d.method = r.method
WHERE r.middle IS NOT NULL AND (every OR d.method IS NOT NULL);

-- Their sums for every combination of level, district, sector and type.
CREATE OR REPLACE MACRO forecast_cells(every) AS TABLE
SELECT method, is_default, year, month, months_left, level, district, sector, project_type, count(*) AS projects,
       sum(planned) AS planned_investment, sum(completed) AS completed, sum(middle) AS forecast, sum(recent_pace) AS recent_pace
FROM forecast_answers(every)
GROUP BY method, is_default, year, month, months_left, level, district, sector, project_type;

-- Those of the default method. A refresh of the metrics computes them once
-- (queries/session/share_metrics.sql).
CREATE OR REPLACE VIEW forecast_cell AS
SELECT method, is_default, year, month, months_left, level, district, sector, project_type, projects, planned_investment, completed, forecast, recent_pace
FROM forecast_cells(false);
COMMENT ON VIEW forecast_cell IS '按级别、区市县、行业、类型各种组合的全年完成预测（默认方法） / Forecast of the year for every combination of level, district, sector and type, by the default method';
COMMENT ON COLUMN forecast_cell.method IS '方法 / Method';
COMMENT ON COLUMN forecast_cell.is_default IS '是否默认方法，恒为真 / Whether it is the default method; always true';
COMMENT ON COLUMN forecast_cell.year IS '计划年度 / Plan year';
COMMENT ON COLUMN forecast_cell.month IS '填报截至月份，0 为尚无填报 / Month reported to; 0: none yet';
COMMENT ON COLUMN forecast_cell.months_left IS '余下月数 / Months left of the year';
COMMENT ON COLUMN forecast_cell.level IS '项目级别 / Level';
COMMENT ON COLUMN forecast_cell.district IS '区市县 / District';
COMMENT ON COLUMN forecast_cell.sector IS '行业领域 / Sector';
COMMENT ON COLUMN forecast_cell.project_type IS '项目类型 / Project type';
COMMENT ON COLUMN forecast_cell.projects IS '项目数 / Projects';
COMMENT ON COLUMN forecast_cell.planned_investment IS '年度计划投资（元） / Planned investment of the year, in currency units';
COMMENT ON COLUMN forecast_cell.completed IS '累计完成投资（元） / Completed in the year so far, in currency units';
COMMENT ON COLUMN forecast_cell.forecast IS '预测全年完成，中值（元） / Forecast of the year, middle, in currency units';
COMMENT ON COLUMN forecast_cell.recent_pace IS '近三个月月均完成（元） / Completed a month over the last three months, in currency units';

-- The same by every method.
CREATE OR REPLACE VIEW store.forecast_cell_by_method AS
SELECT method, is_default, year, month, months_left, level, district, sector, project_type, projects, planned_investment, completed, forecast, recent_pace
FROM forecast_cells(true);
COMMENT ON VIEW store.forecast_cell_by_method IS '按级别、区市县、行业、类型各种组合的全年完成预测（各方法） / Forecast of the year for every combination of level, district, sector and type, by every method';
COMMENT ON COLUMN store.forecast_cell_by_method.method IS '方法 / Method';
COMMENT ON COLUMN store.forecast_cell_by_method.is_default IS '是否默认方法 / Whether it is the default method';
COMMENT ON COLUMN store.forecast_cell_by_method.year IS '计划年度 / Plan year';
COMMENT ON COLUMN store.forecast_cell_by_method.month IS '填报截至月份，0 为尚无填报 / Month reported to; 0: none yet';
COMMENT ON COLUMN store.forecast_cell_by_method.months_left IS '余下月数 / Months left of the year';
COMMENT ON COLUMN store.forecast_cell_by_method.level IS '项目级别 / Level';
COMMENT ON COLUMN store.forecast_cell_by_method.district IS '区市县 / District';
COMMENT ON COLUMN store.forecast_cell_by_method.sector IS '行业领域 / Sector';
COMMENT ON COLUMN store.forecast_cell_by_method.project_type IS '项目类型 / Project type';
COMMENT ON COLUMN store.forecast_cell_by_method.projects IS '项目数 / Projects';
COMMENT ON COLUMN store.forecast_cell_by_method.planned_investment IS '年度计划投资（元） / Planned investment of the year, in currency units';
COMMENT ON COLUMN store.forecast_cell_by_method.completed IS '累计完成投资（元） / Completed in the year so far, in currency units';
COMMENT ON COLUMN store.forecast_cell_by_method.forecast IS '预测全年完成，中值（元） / Forecast of the year, middle, in currency units';
COMMENT ON COLUMN store.forecast_cell_by_method.recent_pace IS '近三个月月均完成（元） / Completed a month over the last three months, in currency units';

-- Groups that are sums of cells, which go by the name of their relation: what is
-- not asked is not planned either.
CREATE OR REPLACE MACRO store.forecast_totals(cells) AS TABLE
SELECT method, is_default, year, month, months_left,
       CASE GROUPING(level, district, sector, project_type)
            WHEN 15 THEN 'city' WHEN 7 THEN 'level' WHEN 11 THEN 'district' WHEN 13 THEN 'sector' ELSE 'project_type' END AS kind,
       coalesce(level, district, sector, project_type, '') AS name,
       CAST(sum(projects) AS BIGINT) AS projects, sum(planned_investment) AS planned_investment, sum(completed) AS completed,
       sum(forecast) AS forecast, sum(recent_pace) AS recent_pace
FROM query_table(cells)
GROUP BY GROUPING SETS ((method, is_default, year, month, months_left), (method, is_default, year, month, months_left, level),
                        (method, is_default, year, month, months_left, district), (method, is_default, year, month, months_left, sector),
                        (method, is_default, year, month, months_left, project_type));

-- Owners are too many for cells.
CREATE OR REPLACE MACRO store.forecast_owner_totals(every) AS TABLE
SELECT method, is_default, year, month, months_left, 'owner' AS kind, coalesce(owner, 'unknown') AS name,
       count(*) AS projects, sum(planned) AS planned_investment, sum(completed) AS completed, sum(middle) AS forecast, sum(recent_pace) AS recent_pace
FROM forecast_answers(every)
GROUP BY method, is_default, year, month, months_left, owner;

CREATE OR REPLACE VIEW store.forecast_total AS FROM store.forecast_totals('main.forecast_cell');
CREATE OR REPLACE VIEW store.forecast_owner_total AS FROM store.forecast_owner_totals(false);
CREATE OR REPLACE VIEW store.forecast_total_by_method AS
FROM store.forecast_totals('store.forecast_cell_by_method')
UNION ALL
FROM store.forecast_owner_totals(true);
COMMENT ON VIEW store.forecast_total IS '各分组（业主单位除外）全年完成预测之和（默认方法） / Forecast of the year summed by group, but owners, by the default method';
COMMENT ON COLUMN store.forecast_total.method IS '方法 / Method';
COMMENT ON COLUMN store.forecast_total.is_default IS '是否默认方法，恒为真 / Whether it is the default method; always true';
COMMENT ON COLUMN store.forecast_total.year IS '计划年度 / Plan year';
COMMENT ON COLUMN store.forecast_total.month IS '填报截至月份，0 为尚无填报 / Month reported to; 0: none yet';
COMMENT ON COLUMN store.forecast_total.months_left IS '余下月数 / Months left of the year';
COMMENT ON COLUMN store.forecast_total.kind IS '分组方式：city、level、district、sector、project_type / Grouping: city, level, district, sector, project_type';
COMMENT ON COLUMN store.forecast_total.name IS '分组名称，全市为空 / Name of the group; empty for the city';
COMMENT ON COLUMN store.forecast_total.projects IS '项目数 / Projects';
COMMENT ON COLUMN store.forecast_total.planned_investment IS '年度计划投资（元） / Planned investment of the year, in currency units';
COMMENT ON COLUMN store.forecast_total.completed IS '累计完成投资（元） / Completed in the year so far, in currency units';
COMMENT ON COLUMN store.forecast_total.forecast IS '预测全年完成，中值（元） / Forecast of the year, middle, in currency units';
COMMENT ON COLUMN store.forecast_total.recent_pace IS '近三个月月均完成（元） / Completed a month over the last three months, in currency units';
COMMENT ON VIEW store.forecast_total_by_method IS '全市与各分组全年完成预测之和（各方法） / Forecast of the year summed by group, by every method';
COMMENT ON COLUMN store.forecast_total_by_method.method IS '方法 / Method';
COMMENT ON COLUMN store.forecast_total_by_method.is_default IS '默认方法 / Whether it is the default method';
COMMENT ON COLUMN store.forecast_total_by_method.year IS '计划年度 / Plan year';
COMMENT ON COLUMN store.forecast_total_by_method.month IS '填报截至月份，0 为尚无填报 / Month reported to; 0: none yet';
COMMENT ON COLUMN store.forecast_total_by_method.months_left IS '余下月数 / Months left of the year';
COMMENT ON COLUMN store.forecast_total_by_method.kind IS '分组方式：city、level、district、sector、project_type、owner / Grouping: city, level, district, sector, project_type, owner';
COMMENT ON COLUMN store.forecast_total_by_method.name IS '分组名称，全市为空 / Name of the group; empty for the city';
COMMENT ON COLUMN store.forecast_total_by_method.projects IS '项目数 / Projects';
COMMENT ON COLUMN store.forecast_total_by_method.planned_investment IS '年度计划投资（元） / Planned investment of the year, in currency units';
COMMENT ON COLUMN store.forecast_total_by_method.completed IS '累计完成投资（元） / Completed in the year so far, in currency units';
COMMENT ON COLUMN store.forecast_total_by_method.forecast IS '预测全年完成，中值（元） / Forecast of the year, middle, in currency units';
COMMENT ON COLUMN store.forecast_total_by_method.recent_pace IS '近三个月月均完成（元） / Completed a month over the last three months, in currency units';
COMMENT ON VIEW store.forecast_owner_total IS '各业主单位全年完成预测之和（默认方法） / Forecast of the year summed by owner, by the default method';
COMMENT ON COLUMN store.forecast_owner_total.method IS '方法 / Method';
COMMENT ON COLUMN store.forecast_owner_total.is_default IS '是否默认方法，恒为真 / Whether it is the default method; always true';
COMMENT ON COLUMN store.forecast_owner_total.year IS '计划年度 / Plan year';
COMMENT ON COLUMN store.forecast_owner_total.month IS '填报截至月份，0 为尚无填报 / Month reported to; 0: none yet';
COMMENT ON COLUMN store.forecast_owner_total.months_left IS '余下月数 / Months left of the year';
COMMENT ON COLUMN store.forecast_owner_total.kind IS '分组方式，恒为 owner / Grouping; always owner';
COMMENT ON COLUMN store.forecast_owner_total.name IS '分组名称，全市为空 / Name of the group; empty for the city';
COMMENT ON COLUMN store.forecast_owner_total.projects IS '项目数 / Projects';
COMMENT ON COLUMN store.forecast_owner_total.planned_investment IS '年度计划投资（元） / Planned investment of the year, in currency units';
COMMENT ON COLUMN store.forecast_owner_total.completed IS '累计完成投资（元） / Completed in the year so far, in currency units';
COMMENT ON COLUMN store.forecast_owner_total.forecast IS '预测全年完成，中值（元） / Forecast of the year, middle, in currency units';
COMMENT ON COLUMN store.forecast_owner_total.recent_pace IS '近三个月月均完成（元） / Completed a month over the last three months, in currency units';

-- Groups with their ranges and targets, of the relations of totals that are named.
CREATE OR REPLACE MACRO group_forecasts(totals) AS TABLE
WITH promise AS (
    SELECT year, coalesce(district, district_code, '') AS district, sum(value) AS value
    FROM target WHERE measure = 'investment' AND quarter IS NULL GROUP BY ALL
),
goal AS (
    SELECT t.*, CAST(t.forecast AS DOUBLE) AS middle, CAST(t.completed AS DOUBLE) AS done, CAST(t.planned_investment AS DOUBLE) AS planned, CASE WHEN p.value IS NOT NULL THEN CAST(p.value AS DECIMAL(38, 2)) ELSE t.planned_investment END AS target,
           CASE WHEN p.value IS NOT NULL THEN 'target' ELSE 'plan' END AS target_from
    FROM query_table(totals) AS t
    LEFT JOIN promise AS p ON p.year = t.year AND t.kind IN ('city', 'district') AND p.district = t.name
)
SELECT g.year, g.kind, g.name, g.method, g.is_default, g.month, g.months_left, g.projects,
       g.planned_investment, g.completed,
       CAST(range_low(g.middle, g.done, g.planned, g.months_left, b.forecasts, b.error_low, w.width) AS DECIMAL(38, 2)) AS forecast_low,
       g.forecast,
       CAST(range_high(g.middle, g.planned, g.months_left, b.forecasts, b.error_high, w.width) AS DECIMAL(38, 2)) AS forecast_high,
       CASE WHEN b.forecasts >= 10 THEN 'backtest' ELSE 'prior' END AS range_from,
       g.done / nullif(g.planned_investment, 0) AS completion_ratio,
       g.middle / nullif(g.planned_investment, 0) AS forecast_ratio,
       g.target, g.target_from,
       CAST(greatest(g.target - g.completed, 0) / nullif(g.months_left, 0) AS DECIMAL(38, 2)) AS pace_needed,
       CAST(g.recent_pace AS DECIMAL(38, 2)) AS recent_pace
FROM goal AS g
JOIN forecast_prior_width AS w ON w.kind = g.kind
LEFT JOIN forecast_backtest AS b ON b.kind = g.kind AND b.month = g.month AND b.method = g.method AND b.to_year < g.year;

CREATE OR REPLACE VIEW group_forecast_by_method AS
SELECT * FROM group_forecasts('store.forecast_total_by_method');
COMMENT ON VIEW group_forecast_by_method IS '各方法对全市与各分组全年完成的预测 / What every method forecasts of the year of the city and its groups';
COMMENT ON COLUMN group_forecast_by_method.year IS '计划年度 / Plan year';
COMMENT ON COLUMN group_forecast_by_method.kind IS '分组方式：city、level、district、sector、project_type、owner / Grouping: city, level, district, sector, project_type, owner';
COMMENT ON COLUMN group_forecast_by_method.name IS '分组名称，全市为空 / Name of the group; empty for the city';
COMMENT ON COLUMN group_forecast_by_method.method IS '方法 / Method';
COMMENT ON COLUMN group_forecast_by_method.is_default IS '默认方法 / Whether it is the default method';
COMMENT ON COLUMN group_forecast_by_method.month IS '填报截至月份，0 为尚无填报 / Month reported to; 0: none yet';
COMMENT ON COLUMN group_forecast_by_method.months_left IS '余下月数 / Months left of the year';
COMMENT ON COLUMN group_forecast_by_method.projects IS '项目数 / Projects';
COMMENT ON COLUMN group_forecast_by_method.planned_investment IS '年度计划投资（元） / Planned investment of the year, in currency units';
COMMENT ON COLUMN group_forecast_by_method.completed IS '累计完成投资（元） / Completed in the year so far, in currency units';
COMMENT ON COLUMN group_forecast_by_method.forecast_low IS '预测全年完成，低值（元） / Forecast of the year, low: one in ten ends below, in currency units';
COMMENT ON COLUMN group_forecast_by_method.forecast IS '预测全年完成，中值（元） / Forecast of the year, middle, in currency units';
COMMENT ON COLUMN group_forecast_by_method.forecast_high IS '预测全年完成，高值（元） / Forecast of the year, high: one in ten ends above, in currency units';
COMMENT ON COLUMN group_forecast_by_method.range_from IS '区间依据：backtest 回测误差，method 方法自身，prior 先验 / Where the range is from: backtest (its errors), method (its own), prior';
COMMENT ON COLUMN group_forecast_by_method.completion_ratio IS '年度投资完成率 / Completed over planned';
COMMENT ON COLUMN group_forecast_by_method.forecast_ratio IS '预计全年完成率 / Forecast over planned';
COMMENT ON COLUMN group_forecast_by_method.target IS '目标（元）；未定时为年度计划 / Target, in currency units; the plan where there is none';
COMMENT ON COLUMN group_forecast_by_method.target_from IS '目标来源：target 下达目标，plan 年度计划 / Where the target is from: target, plan';
COMMENT ON COLUMN group_forecast_by_method.pace_needed IS '余下每月需完成（元） / Needed a month for what is left, in currency units';
COMMENT ON COLUMN group_forecast_by_method.recent_pace IS '近三个月月均完成（元） / Completed a month over the last three months, in currency units';

CREATE OR REPLACE VIEW group_forecast AS
SELECT * EXCLUDE (is_default) FROM group_forecasts(['store.forecast_total', 'store.forecast_owner_total']);
COMMENT ON VIEW group_forecast IS '全市与各分组全年完成预测（默认方法） / Forecast of the year of the city and its groups, by the default method';
COMMENT ON COLUMN group_forecast.year IS '计划年度 / Plan year';
COMMENT ON COLUMN group_forecast.kind IS '分组方式：city、level、district、sector、project_type、owner / Grouping: city, level, district, sector, project_type, owner';
COMMENT ON COLUMN group_forecast.name IS '分组名称，全市为空 / Name of the group; empty for the city';
COMMENT ON COLUMN group_forecast.method IS '方法 / Method';
COMMENT ON COLUMN group_forecast.month IS '填报截至月份，0 为尚无填报 / Month reported to; 0: none yet';
COMMENT ON COLUMN group_forecast.months_left IS '余下月数 / Months left of the year';
COMMENT ON COLUMN group_forecast.projects IS '项目数 / Projects';
COMMENT ON COLUMN group_forecast.planned_investment IS '年度计划投资（元） / Planned investment of the year, in currency units';
COMMENT ON COLUMN group_forecast.completed IS '累计完成投资（元） / Completed in the year so far, in currency units';
COMMENT ON COLUMN group_forecast.forecast_low IS '预测全年完成，低值（元） / Forecast of the year, low: one in ten ends below, in currency units';
COMMENT ON COLUMN group_forecast.forecast IS '预测全年完成，中值（元） / Forecast of the year, middle, in currency units';
COMMENT ON COLUMN group_forecast.forecast_high IS '预测全年完成，高值（元） / Forecast of the year, high: one in ten ends above, in currency units';
COMMENT ON COLUMN group_forecast.range_from IS '区间依据：backtest 回测误差，method 方法自身，prior 先验 / Where the range is from: backtest (its errors), method (its own), prior';
COMMENT ON COLUMN group_forecast.completion_ratio IS '年度投资完成率 / Completed over planned';
COMMENT ON COLUMN group_forecast.forecast_ratio IS '预计全年完成率 / Forecast over planned';
COMMENT ON COLUMN group_forecast.target IS '目标（元）；未定时为年度计划 / Target, in currency units; the plan where there is none';
COMMENT ON COLUMN group_forecast.target_from IS '目标来源：target 下达目标，plan 年度计划 / Where the target is from: target, plan';
COMMENT ON COLUMN group_forecast.pace_needed IS '余下每月需完成（元） / Needed a month for what is left, in currency units';
COMMENT ON COLUMN group_forecast.recent_pace IS '近三个月月均完成（元） / Completed a month over the last three months, in currency units';

-- The fourth quarter against what was promised of it: what the year's forecast
-- leaves for it once the first nine months are taken off. From September on.
CREATE OR REPLACE VIEW fourth_quarter_forecast AS
WITH september AS (
    SELECT k.year, k.district, sum(c.completed) AS completed
    FROM key_project AS k
    JOIN completed_by(make_date(date_part('year', reported_to()), 9, 30)) AS c ON c.project_key = k.project_key AND c.year = k.year
    GROUP BY k.year, k.district
),
before AS (
    SELECT year, 'district' AS kind, district AS name, completed FROM september
    UNION ALL
    SELECT year, 'city', '', sum(completed) FROM september GROUP BY year
),
promise AS (
    SELECT year, coalesce(district, district_code, '') AS name, sum(value) AS value
    FROM target WHERE measure = 'investment' AND quarter = 4 GROUP BY ALL
)
SELECT g.year, g.kind, g.name, CAST(p.value AS DECIMAL(38, 2)) AS target, g.completed - coalesce(b.completed, 0) AS completed,
       greatest(g.forecast_low - coalesce(b.completed, 0), 0) AS forecast_low,
       greatest(g.forecast - coalesce(b.completed, 0), 0) AS forecast,
       greatest(g.forecast_high - coalesce(b.completed, 0), 0) AS forecast_high,
       CAST(greatest(p.value - (g.completed - coalesce(b.completed, 0)), 0) / nullif(g.months_left, 0) AS DECIMAL(38, 2)) AS pace_needed,
       g.recent_pace, g.method
FROM group_forecasts('store.forecast_total') AS g
LEFT JOIN before AS b ON b.year = g.year AND b.kind = g.kind AND b.name = g.name
LEFT JOIN promise AS p ON p.year = g.year AND p.name = g.name
WHERE g.kind IN ('city', 'district') AND g.month >= 9;
COMMENT ON VIEW fourth_quarter_forecast IS '四季度预计完成与目标（九月起） / The fourth quarter''s forecast and what was promised of it, from September on';
COMMENT ON COLUMN fourth_quarter_forecast.year IS '计划年度 / Plan year';
COMMENT ON COLUMN fourth_quarter_forecast.kind IS '分组方式：city、district / Grouping: city, district';
COMMENT ON COLUMN fourth_quarter_forecast.name IS '分组名称，全市为空 / Name of the group; empty for the city';
COMMENT ON COLUMN fourth_quarter_forecast.target IS '四季度目标（元）；未定为空 / Target of the quarter, in currency units; NULL where there is none';
COMMENT ON COLUMN fourth_quarter_forecast.completed IS '四季度已完成（元） / Completed in the quarter so far, in currency units';
COMMENT ON COLUMN fourth_quarter_forecast.forecast_low IS '预测四季度完成，低值（元） / Forecast of the quarter, low, in currency units';
COMMENT ON COLUMN fourth_quarter_forecast.forecast IS '预测四季度完成，中值（元） / Forecast of the quarter, middle, in currency units';
COMMENT ON COLUMN fourth_quarter_forecast.forecast_high IS '预测四季度完成，高值（元） / Forecast of the quarter, high, in currency units';
COMMENT ON COLUMN fourth_quarter_forecast.pace_needed IS '余下每月需完成（元） / Needed a month to keep the promise, in currency units';
COMMENT ON COLUMN fourth_quarter_forecast.recent_pace IS '近三个月月均完成（元） / Completed a month over the last three months, in currency units';
COMMENT ON COLUMN fourth_quarter_forecast.method IS '方法 / Method';

-- The default method's forecast of each kind of group.
CREATE OR REPLACE VIEW forecast_by_city AS
SELECT year, projects, planned_investment, completed, completion_ratio, forecast_low, forecast, forecast_high, forecast_ratio,
       target, target_from, pace_needed, recent_pace, months_left, method, range_from
FROM group_forecasts('store.forecast_total') WHERE kind = 'city';
COMMENT ON VIEW forecast_by_city IS '全市全年完成预测 / Forecast of the year of the city';
COMMENT ON COLUMN forecast_by_city.year IS '计划年度 / Plan year';
COMMENT ON COLUMN forecast_by_city.projects IS '项目数 / Projects';
COMMENT ON COLUMN forecast_by_city.planned_investment IS '年度计划投资（元） / Planned investment of the year, in currency units';
COMMENT ON COLUMN forecast_by_city.completed IS '累计完成投资（元） / Completed in the year so far, in currency units';
COMMENT ON COLUMN forecast_by_city.completion_ratio IS '年度投资完成率 / Completed over planned';
COMMENT ON COLUMN forecast_by_city.forecast_low IS '预测全年完成，低值（元） / Forecast of the year, low: one in ten ends below, in currency units';
COMMENT ON COLUMN forecast_by_city.forecast IS '预测全年完成，中值（元） / Forecast of the year, middle, in currency units';
COMMENT ON COLUMN forecast_by_city.forecast_high IS '预测全年完成，高值（元） / Forecast of the year, high: one in ten ends above, in currency units';
COMMENT ON COLUMN forecast_by_city.forecast_ratio IS '预计全年完成率 / Forecast over planned';
COMMENT ON COLUMN forecast_by_city.target IS '目标（元）；未定时为年度计划 / Target, in currency units; the plan where there is none';
COMMENT ON COLUMN forecast_by_city.target_from IS '目标来源：target 下达目标，plan 年度计划 / Where the target is from: target, plan';
COMMENT ON COLUMN forecast_by_city.pace_needed IS '余下每月需完成（元） / Needed a month for what is left, in currency units';
COMMENT ON COLUMN forecast_by_city.recent_pace IS '近三个月月均完成（元） / Completed a month over the last three months, in currency units';
COMMENT ON COLUMN forecast_by_city.months_left IS '余下月数 / Months left of the year';
COMMENT ON COLUMN forecast_by_city.method IS '方法 / Method';
COMMENT ON COLUMN forecast_by_city.range_from IS '区间依据：backtest 回测误差，method 方法自身，prior 先验 / Where the range is from: backtest (its errors), method (its own), prior';
CREATE OR REPLACE VIEW forecast_by_district AS
SELECT year, name AS district, projects, planned_investment, completed, completion_ratio, forecast_low, forecast, forecast_high, forecast_ratio,
       target, target_from, pace_needed, recent_pace, months_left, method, range_from
FROM group_forecasts('store.forecast_total') WHERE kind = 'district';
COMMENT ON VIEW forecast_by_district IS '各区市县全年完成预测 / Forecast of the year of each district';
COMMENT ON COLUMN forecast_by_district.year IS '计划年度 / Plan year';
COMMENT ON COLUMN forecast_by_district.district IS '区市县 / District';
COMMENT ON COLUMN forecast_by_district.projects IS '项目数 / Projects';
COMMENT ON COLUMN forecast_by_district.planned_investment IS '年度计划投资（元） / Planned investment of the year, in currency units';
COMMENT ON COLUMN forecast_by_district.completed IS '累计完成投资（元） / Completed in the year so far, in currency units';
COMMENT ON COLUMN forecast_by_district.completion_ratio IS '年度投资完成率 / Completed over planned';
COMMENT ON COLUMN forecast_by_district.forecast_low IS '预测全年完成，低值（元） / Forecast of the year, low: one in ten ends below, in currency units';
COMMENT ON COLUMN forecast_by_district.forecast IS '预测全年完成，中值（元） / Forecast of the year, middle, in currency units';
COMMENT ON COLUMN forecast_by_district.forecast_high IS '预测全年完成，高值（元） / Forecast of the year, high: one in ten ends above, in currency units';
COMMENT ON COLUMN forecast_by_district.forecast_ratio IS '预计全年完成率 / Forecast over planned';
COMMENT ON COLUMN forecast_by_district.target IS '目标（元）；未定时为年度计划 / Target, in currency units; the plan where there is none';
COMMENT ON COLUMN forecast_by_district.target_from IS '目标来源：target 下达目标，plan 年度计划 / Where the target is from: target, plan';
COMMENT ON COLUMN forecast_by_district.pace_needed IS '余下每月需完成（元） / Needed a month for what is left, in currency units';
COMMENT ON COLUMN forecast_by_district.recent_pace IS '近三个月月均完成（元） / Completed a month over the last three months, in currency units';
COMMENT ON COLUMN forecast_by_district.months_left IS '余下月数 / Months left of the year';
COMMENT ON COLUMN forecast_by_district.method IS '方法 / Method';
COMMENT ON COLUMN forecast_by_district.range_from IS '区间依据：backtest 回测误差，method 方法自身，prior 先验 / Where the range is from: backtest (its errors), method (its own), prior';
CREATE OR REPLACE VIEW forecast_by_sector AS
SELECT year, name AS sector, projects, planned_investment, completed, completion_ratio, forecast_low, forecast, forecast_high, forecast_ratio,
       target, target_from, pace_needed, recent_pace, months_left, method, range_from
FROM group_forecasts('store.forecast_total') WHERE kind = 'sector';
COMMENT ON VIEW forecast_by_sector IS '各行业领域全年完成预测 / Forecast of the year of each sector';
COMMENT ON COLUMN forecast_by_sector.year IS '计划年度 / Plan year';
COMMENT ON COLUMN forecast_by_sector.sector IS '行业领域 / Sector';
COMMENT ON COLUMN forecast_by_sector.projects IS '项目数 / Projects';
COMMENT ON COLUMN forecast_by_sector.planned_investment IS '年度计划投资（元） / Planned investment of the year, in currency units';
COMMENT ON COLUMN forecast_by_sector.completed IS '累计完成投资（元） / Completed in the year so far, in currency units';
COMMENT ON COLUMN forecast_by_sector.completion_ratio IS '年度投资完成率 / Completed over planned';
COMMENT ON COLUMN forecast_by_sector.forecast_low IS '预测全年完成，低值（元） / Forecast of the year, low: one in ten ends below, in currency units';
COMMENT ON COLUMN forecast_by_sector.forecast IS '预测全年完成，中值（元） / Forecast of the year, middle, in currency units';
COMMENT ON COLUMN forecast_by_sector.forecast_high IS '预测全年完成，高值（元） / Forecast of the year, high: one in ten ends above, in currency units';
COMMENT ON COLUMN forecast_by_sector.forecast_ratio IS '预计全年完成率 / Forecast over planned';
COMMENT ON COLUMN forecast_by_sector.target IS '目标（元）；未定时为年度计划 / Target, in currency units; the plan where there is none';
COMMENT ON COLUMN forecast_by_sector.target_from IS '目标来源：target 下达目标，plan 年度计划 / Where the target is from: target, plan';
COMMENT ON COLUMN forecast_by_sector.pace_needed IS '余下每月需完成（元） / Needed a month for what is left, in currency units';
COMMENT ON COLUMN forecast_by_sector.recent_pace IS '近三个月月均完成（元） / Completed a month over the last three months, in currency units';
COMMENT ON COLUMN forecast_by_sector.months_left IS '余下月数 / Months left of the year';
COMMENT ON COLUMN forecast_by_sector.method IS '方法 / Method';
COMMENT ON COLUMN forecast_by_sector.range_from IS '区间依据：backtest 回测误差，method 方法自身，prior 先验 / Where the range is from: backtest (its errors), method (its own), prior';
CREATE OR REPLACE VIEW forecast_by_project_type AS
SELECT year, name AS project_type, projects, planned_investment, completed, completion_ratio, forecast_low, forecast, forecast_high, forecast_ratio,
       target, target_from, pace_needed, recent_pace, months_left, method, range_from
FROM group_forecasts('store.forecast_total') WHERE kind = 'project_type';
COMMENT ON VIEW forecast_by_project_type IS '各项目类型全年完成预测 / Forecast of the year of each project type';
COMMENT ON COLUMN forecast_by_project_type.year IS '计划年度 / Plan year';
COMMENT ON COLUMN forecast_by_project_type.project_type IS '项目类型 / Project type';
COMMENT ON COLUMN forecast_by_project_type.projects IS '项目数 / Projects';
COMMENT ON COLUMN forecast_by_project_type.planned_investment IS '年度计划投资（元） / Planned investment of the year, in currency units';
COMMENT ON COLUMN forecast_by_project_type.completed IS '累计完成投资（元） / Completed in the year so far, in currency units';
COMMENT ON COLUMN forecast_by_project_type.completion_ratio IS '年度投资完成率 / Completed over planned';
COMMENT ON COLUMN forecast_by_project_type.forecast_low IS '预测全年完成，低值（元） / Forecast of the year, low: one in ten ends below, in currency units';
COMMENT ON COLUMN forecast_by_project_type.forecast IS '预测全年完成，中值（元） / Forecast of the year, middle, in currency units';
COMMENT ON COLUMN forecast_by_project_type.forecast_high IS '预测全年完成，高值（元） / Forecast of the year, high: one in ten ends above, in currency units';
COMMENT ON COLUMN forecast_by_project_type.forecast_ratio IS '预计全年完成率 / Forecast over planned';
COMMENT ON COLUMN forecast_by_project_type.target IS '目标（元）；未定时为年度计划 / Target, in currency units; the plan where there is none';
COMMENT ON COLUMN forecast_by_project_type.target_from IS '目标来源：target 下达目标，plan 年度计划 / Where the target is from: target, plan';
COMMENT ON COLUMN forecast_by_project_type.pace_needed IS '余下每月需完成（元） / Needed a month for what is left, in currency units';
COMMENT ON COLUMN forecast_by_project_type.recent_pace IS '近三个月月均完成（元） / Completed a month over the last three months, in currency units';
COMMENT ON COLUMN forecast_by_project_type.months_left IS '余下月数 / Months left of the year';
COMMENT ON COLUMN forecast_by_project_type.method IS '方法 / Method';
COMMENT ON COLUMN forecast_by_project_type.range_from IS '区间依据：backtest 回测误差，method 方法自身，prior 先验 / Where the range is from: backtest (its errors), method (its own), prior';
CREATE OR REPLACE VIEW forecast_by_level AS
SELECT year, name AS level, projects, planned_investment, completed, completion_ratio, forecast_low, forecast, forecast_high, forecast_ratio,
       target, target_from, pace_needed, recent_pace, months_left, method, range_from
FROM group_forecasts('store.forecast_total') WHERE kind = 'level';
COMMENT ON VIEW forecast_by_level IS '各级别（级别取最高，合计不重复）全年完成预测 / Forecast of the year of each level (a project counts at its highest only)';
COMMENT ON COLUMN forecast_by_level.year IS '计划年度 / Plan year';
COMMENT ON COLUMN forecast_by_level.level IS '项目级别（最高级） / Level, the highest';
COMMENT ON COLUMN forecast_by_level.projects IS '项目数 / Projects';
COMMENT ON COLUMN forecast_by_level.planned_investment IS '年度计划投资（元） / Planned investment of the year, in currency units';
COMMENT ON COLUMN forecast_by_level.completed IS '累计完成投资（元） / Completed in the year so far, in currency units';
COMMENT ON COLUMN forecast_by_level.completion_ratio IS '年度投资完成率 / Completed over planned';
COMMENT ON COLUMN forecast_by_level.forecast_low IS '预测全年完成，低值（元） / Forecast of the year, low: one in ten ends below, in currency units';
COMMENT ON COLUMN forecast_by_level.forecast IS '预测全年完成，中值（元） / Forecast of the year, middle, in currency units';
COMMENT ON COLUMN forecast_by_level.forecast_high IS '预测全年完成，高值（元） / Forecast of the year, high: one in ten ends above, in currency units';
COMMENT ON COLUMN forecast_by_level.forecast_ratio IS '预计全年完成率 / Forecast over planned';
COMMENT ON COLUMN forecast_by_level.target IS '目标（元）；未定时为年度计划 / Target, in currency units; the plan where there is none';
COMMENT ON COLUMN forecast_by_level.target_from IS '目标来源：target 下达目标，plan 年度计划 / Where the target is from: target, plan';
COMMENT ON COLUMN forecast_by_level.pace_needed IS '余下每月需完成（元） / Needed a month for what is left, in currency units';
COMMENT ON COLUMN forecast_by_level.recent_pace IS '近三个月月均完成（元） / Completed a month over the last three months, in currency units';
COMMENT ON COLUMN forecast_by_level.months_left IS '余下月数 / Months left of the year';
COMMENT ON COLUMN forecast_by_level.method IS '方法 / Method';
COMMENT ON COLUMN forecast_by_level.range_from IS '区间依据：backtest 回测误差，method 方法自身，prior 先验 / Where the range is from: backtest (its errors), method (its own), prior';
CREATE OR REPLACE VIEW forecast_by_owner AS
SELECT year, name AS owner, projects, planned_investment, completed, completion_ratio, forecast_low, forecast, forecast_high, forecast_ratio,
       target, target_from, pace_needed, recent_pace, months_left, method, range_from
FROM group_forecasts('store.forecast_owner_total');
COMMENT ON VIEW forecast_by_owner IS '各业主单位全年完成预测 / Forecast of the year of each owner';
COMMENT ON COLUMN forecast_by_owner.year IS '计划年度 / Plan year';
COMMENT ON COLUMN forecast_by_owner.owner IS '业主单位 / Owner';
COMMENT ON COLUMN forecast_by_owner.projects IS '项目数 / Projects';
COMMENT ON COLUMN forecast_by_owner.planned_investment IS '年度计划投资（元） / Planned investment of the year, in currency units';
COMMENT ON COLUMN forecast_by_owner.completed IS '累计完成投资（元） / Completed in the year so far, in currency units';
COMMENT ON COLUMN forecast_by_owner.completion_ratio IS '年度投资完成率 / Completed over planned';
COMMENT ON COLUMN forecast_by_owner.forecast_low IS '预测全年完成，低值（元） / Forecast of the year, low: one in ten ends below, in currency units';
COMMENT ON COLUMN forecast_by_owner.forecast IS '预测全年完成，中值（元） / Forecast of the year, middle, in currency units';
COMMENT ON COLUMN forecast_by_owner.forecast_high IS '预测全年完成，高值（元） / Forecast of the year, high: one in ten ends above, in currency units';
COMMENT ON COLUMN forecast_by_owner.forecast_ratio IS '预计全年完成率 / Forecast over planned';
COMMENT ON COLUMN forecast_by_owner.target IS '目标（元）；未定时为年度计划 / Target, in currency units; the plan where there is none';
COMMENT ON COLUMN forecast_by_owner.target_from IS '目标来源：target 下达目标，plan 年度计划 / Where the target is from: target, plan';
COMMENT ON COLUMN forecast_by_owner.pace_needed IS '余下每月需完成（元） / Needed a month for what is left, in currency units';
COMMENT ON COLUMN forecast_by_owner.recent_pace IS '近三个月月均完成（元） / Completed a month over the last three months, in currency units';
COMMENT ON COLUMN forecast_by_owner.months_left IS '余下月数 / Months left of the year';
COMMENT ON COLUMN forecast_by_owner.method IS '方法 / Method';
COMMENT ON COLUMN forecast_by_owner.range_from IS '区间依据：backtest 回测误差，method 方法自身，prior 先验 / Where the range is from: backtest (its errors), method (its own), prior';
