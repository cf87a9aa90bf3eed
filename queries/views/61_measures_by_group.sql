-- The measures of groups: the city, each level, district, sector, project type
-- and owner. Ratios come from sums, never from ratios, and points ahead are
-- taken before rounding (glossary 1.3).

-- A project whose start the year's plan asks for.
CREATE OR REPLACE MACRO start_planned_in(of_year, stage, plan_kind, planned_start) AS
    stage <> 'cancelled' AND coalesce(year(planned_start) = of_year, plan_kind = 'new_start', false);
-- A project whose completion the year's plan asks for.
CREATE OR REPLACE MACRO completion_planned_in(of_year, stage, plan_kind, planned_completion) AS
    stage <> 'cancelled' AND (coalesce(year(planned_completion) = of_year, false) OR coalesce(plan_kind = 'completion', false));

-- Start rates (开工率) have three denominators in use (glossary 1.4), so that all
-- numbers stand beside the ratios:
--   (a) planned:      started / starts planned for the year (Jiangmen 206/255)
--   (b) due:          started / starts due by now, which early starts may exceed
--   (c) implemented:  under way or done / all projects but reserve and preparatory (Kunshan)
-- started = due - missed + early (the identity a city published: 118 = 140 - 33 + 11).
CREATE OR REPLACE VIEW measure_by_group AS
WITH project AS (
    SELECT year, level, district, sector, project_type, coalesce(owner, 'unknown') AS owner,
           planned_investment, total_investment, completed, planned_to_date, schedule_elapsed, recent_pace,
           start_planned_in(year, project_stage, plan_kind, planned_start) AS start_planned,
           coalesce(planned_start <= as_of(), false) AS start_due,
           actual_start IS NOT NULL OR project_stage IN ('in_construction', 'completed', 'in_service') AS started,
           project_stage = 'preparation' AND coalesce(planned_start < as_of(), false) AS start_overdue,
           project_stage NOT IN ('reserve', 'cancelled') AND plan_kind IS DISTINCT FROM 'preparatory' AS implemented,
           completion_planned_in(year, project_stage, plan_kind, planned_completion) AS completion_planned,
           actual_completion IS NOT NULL OR project_stage IN ('completed', 'in_service') AS done,
           coalesce(year(actual_completion) = year, false) AS done_this_year,
           project_stage IN ('preparation', 'in_construction') AND coalesce(planned_completion < as_of(), false) AS completion_overdue,
           CASE WHEN forecast_source <> 'estimated' THEN completion_slip_days END AS slip_days,
           coalesce(forecast_source <> 'estimated' AND delayed(original_completion, forecast_completion), false) AS delayed,
           coalesce(forecast_source <> 'estimated' AND excessively_delayed(original_completion, forecast_completion), false) AS excessively_delayed,
           missing_plan, missing_start_baseline, missing_completion_baseline, missing_report
    FROM project_measure
)
SELECT year,
       CASE WHEN grouping(level) = 0 THEN 'level' WHEN grouping(district) = 0 THEN 'district' WHEN grouping(sector) = 0 THEN 'sector'
            WHEN grouping(project_type) = 0 THEN 'project_type' WHEN grouping(owner) = 0 THEN 'owner' ELSE 'city' END AS dimension,
       coalesce(level, district, sector, project_type, owner, '') AS member,
       count(*) AS projects,
       sum(total_investment) AS total_investment, sum(planned_investment) AS planned_investment,
       sum(completed) AS completed, sum(planned_to_date) AS planned_to_date,
       CAST(sum(completed) AS DOUBLE) / nullif(sum(planned_investment), 0) AS completion_ratio,
       100 * (CAST(sum(completed) AS DOUBLE) / nullif(sum(planned_investment), 0) - any_value(schedule_elapsed)) AS points_ahead,
       sum(completed) - sum(planned_to_date) AS schedule_variance,
       CAST(sum(completed) AS DOUBLE) / nullif(sum(planned_to_date), 0) AS spi,
       CAST(greatest(0, sum(planned_investment) - sum(completed))
            / nullif(12 - CASE WHEN year = date_part('year', reported_to()) THEN date_part('month', reported_to()) WHEN year > date_part('year', reported_to()) THEN 0 END, 0) AS DECIMAL(18, 2)) AS pace_needed,
       sum(recent_pace) AS recent_pace,
       count(*) FILTER (start_planned) AS starts_planned,
       count(*) FILTER (start_planned AND start_due) AS starts_due,
       count(*) FILTER (start_planned AND started) AS starts,
       count(*) FILTER (start_planned AND started AND NOT start_due) AS starts_early,
       count(*) FILTER (start_planned AND start_due AND NOT started) AS starts_missed,
       count(*) FILTER (start_overdue) AS starts_overdue,
       count(*) FILTER (implemented) AS implemented,
       count(*) FILTER (implemented AND started) AS under_way,
       count(*) FILTER (start_planned AND started) / nullif(count(*) FILTER (start_planned), 0) AS start_rate_planned,
       count(*) FILTER (start_planned AND started) / nullif(count(*) FILTER (start_planned AND start_due), 0) AS start_rate_due,
       count(*) FILTER (implemented AND started) / nullif(count(*) FILTER (implemented), 0) AS start_rate_implemented,
       count(*) FILTER (completion_planned) AS completions_planned,
       count(*) FILTER (done_this_year) AS completions,
       count(*) FILTER (completion_planned AND done) / nullif(count(*) FILTER (completion_planned), 0) AS completion_rate,
       count(*) FILTER (completion_overdue) AS completions_overdue,
       count(slip_days) AS slips_known,
       CAST(sum(slip_days) AS DOUBLE) / nullif(count(slip_days), 0) AS mean_slip_days,
       count(*) FILTER (delayed) AS delayed,
       count(*) FILTER (excessively_delayed) AS excessively_delayed,
       count(*) FILTER (missing_plan) AS missing_plan,
       count(*) FILTER (missing_start_baseline) AS missing_start_baseline,
       count(*) FILTER (missing_completion_baseline) AS missing_completion_baseline,
       count(*) FILTER (missing_report) AS missing_report
FROM project
GROUP BY GROUPING SETS ((year), (year, level), (year, district), (year, sector), (year, project_type), (year, owner));

-- How many projects slipped by how much, each group and bucket. Estimates of
-- ours are in the buckets, and how many of them they are stands beside.
CREATE OR REPLACE VIEW slip_by_group AS
WITH project AS (
    SELECT year, level, district, sector, project_type, coalesce(owner, 'unknown') AS owner, against,
           slip_bucket(CASE against WHEN 'original' THEN original_completion ELSE planned_completion END, forecast_completion) AS bucket,
           coalesce(forecast_source = 'estimated', false) AS estimated
    FROM project_measure
    CROSS JOIN (SELECT unnest(['latest', 'original']) AS against)
)
SELECT year,
       CASE WHEN grouping(level) = 0 THEN 'level' WHEN grouping(district) = 0 THEN 'district' WHEN grouping(sector) = 0 THEN 'sector'
            WHEN grouping(project_type) = 0 THEN 'project_type' WHEN grouping(owner) = 0 THEN 'owner' ELSE 'city' END AS dimension,
       coalesce(level, district, sector, project_type, owner, '') AS member,
       against, bucket, count(*) AS projects, count(*) FILTER (estimated) AS estimated
FROM project
GROUP BY GROUPING SETS ((year, against, bucket), (year, against, bucket, level), (year, against, bucket, district),
                        (year, against, bucket, sector), (year, against, bucket, project_type), (year, against, bucket, owner));

COMMENT ON VIEW measure_by_group IS '全市及各级别、区市县、行业、类型、业主的度量（截至会话日期） / Measures of the city and of each level, district, sector, project type and owner, as of the session''s dates';
COMMENT ON COLUMN measure_by_group.year IS '计划年度 / Plan year';
COMMENT ON COLUMN measure_by_group.dimension IS '分组方式 / Grouped by: city, level, district, sector, project_type, owner';
COMMENT ON COLUMN measure_by_group.member IS '组名；全市为空串 / The group; empty for the city';
COMMENT ON COLUMN measure_by_group.projects IS '项目数 / Projects';
COMMENT ON COLUMN measure_by_group.total_investment IS '总投资（元） / Total investment, in currency units';
COMMENT ON COLUMN measure_by_group.planned_investment IS '年度计划投资（元） / Planned investment of the year, in currency units';
COMMENT ON COLUMN measure_by_group.completed IS '累计完成投资（元） / Investment completed, in currency units';
COMMENT ON COLUMN measure_by_group.planned_to_date IS '截至填报月应完成投资（元） / Due by the month reported to, in currency units';
COMMENT ON COLUMN measure_by_group.completion_ratio IS '年度投资完成率（合计之比，不封顶） / Completed over planned, from sums, not clamped';
COMMENT ON COLUMN measure_by_group.points_ahead IS '高于时序进度的百分点 / Percentage points ahead of the calendar';
COMMENT ON COLUMN measure_by_group.schedule_variance IS '进度偏差 SV（元） / Schedule variance SV, in currency units';
COMMENT ON COLUMN measure_by_group.spi IS '进度绩效指数 SPI / Schedule performance index SPI';
COMMENT ON COLUMN measure_by_group.pace_needed IS '到年底每月须完成投资（元） / Needed a month until December, in currency units';
COMMENT ON COLUMN measure_by_group.recent_pace IS '近三个月平均完成投资（元） / Mean of the last three months, in currency units';
COMMENT ON COLUMN measure_by_group.starts_planned IS '年度计划开工数 / Starts planned for the year';
COMMENT ON COLUMN measure_by_group.starts_due IS '截至日期应开工数 / Starts due by the as-of date';
COMMENT ON COLUMN measure_by_group.starts IS '年度计划开工项目中已开工数 / Of those planned for the year, started';
COMMENT ON COLUMN measure_by_group.starts_early IS '其中未到期而已开工数 / Of those started, not due yet';
COMMENT ON COLUMN measure_by_group.starts_missed IS '应开工而未开工数 / Due and not started';
COMMENT ON COLUMN measure_by_group.starts_overdue IS '逾期未开工数（不限计划年度） / Starts overdue, of whatever year';
COMMENT ON COLUMN measure_by_group.implemented IS '实施项目数（不含储备与前期） / Projects but reserve and preparatory';
COMMENT ON COLUMN measure_by_group.under_way IS '实施项目中已开工数 / Of these, under way or done';
COMMENT ON COLUMN measure_by_group.start_rate_planned IS '开工率：占年度计划开工数 / Start rate over starts planned for the year';
COMMENT ON COLUMN measure_by_group.start_rate_due IS '开工率：占应开工数，可超过 1 / Start rate over starts due; above 1 where many started early';
COMMENT ON COLUMN measure_by_group.start_rate_implemented IS '开工率：占实施项目数 / Start rate over implemented projects';
COMMENT ON COLUMN measure_by_group.completions_planned IS '年度计划竣工数 / Completions planned for the year';
COMMENT ON COLUMN measure_by_group.completions IS '年内竣工数 / Completed in the year';
COMMENT ON COLUMN measure_by_group.completion_rate IS '竣工率：计划竣工项目中已竣工的比例 / Of those planned to complete in the year, the share completed';
COMMENT ON COLUMN measure_by_group.completions_overdue IS '逾期未竣工数 / Not completed though planned by now';
COMMENT ON COLUMN measure_by_group.slips_known IS '竣工偏差可知的项目数（不含推算） / Projects whose slip is known, estimates left out';
COMMENT ON COLUMN measure_by_group.mean_slip_days IS '竣工平均推迟天数（不含推算） / Mean slip of completion in days, estimates left out';
COMMENT ON COLUMN measure_by_group.delayed IS '较首次批复推迟三个月以上的项目数 / Three months or more after the first approved';
COMMENT ON COLUMN measure_by_group.excessively_delayed IS '较首次批复推迟三年以上的项目数 / Three years or more after the first approved';
COMMENT ON COLUMN measure_by_group.missing_plan IS '年度计划为零的项目数 / Projects whose plan is 0';
COMMENT ON COLUMN measure_by_group.missing_start_baseline IS '缺计划开工时间的项目数 / Projects without a planned start';
COMMENT ON COLUMN measure_by_group.missing_completion_baseline IS '缺计划竣工时间的项目数 / Projects without a planned completion';
COMMENT ON COLUMN measure_by_group.missing_report IS '未填报截至月月报的项目数 / Projects that did not report the month reported to';

COMMENT ON VIEW slip_by_group IS '竣工偏差分档：全市及各级别、区市县、行业、类型、业主 / Projects by how far their completion slipped, for the city and each level, district, sector, project type and owner';
COMMENT ON COLUMN slip_by_group.year IS '计划年度 / Plan year';
COMMENT ON COLUMN slip_by_group.dimension IS '分组方式 / Grouped by: city, level, district, sector, project_type, owner';
COMMENT ON COLUMN slip_by_group.member IS '组名；全市为空串 / The group; empty for the city';
COMMENT ON COLUMN slip_by_group.against IS '与哪个计划比：latest 最近批复，original 首次批复 / Against the latest approved or the original';
COMMENT ON COLUMN slip_by_group.bucket IS '档次（月）；缺基线、缺预计的单列 / Bucket in months; no_baseline and no_forecast apart';
COMMENT ON COLUMN slip_by_group.projects IS '项目数 / Projects';
COMMENT ON COLUMN slip_by_group.estimated IS '其中按近期速度推算的 / Of these, estimated from the recent pace';
