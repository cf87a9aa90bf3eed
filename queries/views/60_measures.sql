-- What is measured of every key project: how far it is, how far it should be,
-- how it is going, and when it will be done. Formulas after glossary 1.3 to 1.5
-- and 3. What is over 100 % is shown as such, and what cannot be known is NULL,
-- never 0 and never on time.

-- What a project did up to the end of a month, over all its years, and when it
-- was last heard of by a day. The months of earlier years are added up; this
-- year's total is the cumulative figure itself, which the key project has.
CREATE OR REPLACE MACRO investment_history(day, reported) AS TABLE
WITH whole AS (
    SELECT project_key, min(month) AS first_month, max(month) AS last_month,
           max(month) FILTER (completed > 0) AS last_progress_month,
           sum(completed) FILTER (month < year_start(reported)) AS completed_before
    FROM store.investment_derived
    WHERE month <= reported
    GROUP BY project_key
),
recent AS (
    SELECT project_key,
           sum(completed) FILTER (month <= reported AND month > reported - INTERVAL 3 MONTH) AS last_three_months,
           max(coalesce(reported_on, last_day(month))) FILTER (coalesce(reported_on, last_day(month)) <= day) AS last_report_on
    FROM store.investment_derived
    WHERE month <= day AND month > reported - INTERVAL 3 MONTH
    GROUP BY project_key
)
SELECT w.project_key, w.first_month, w.last_progress_month, coalesce(w.completed_before, 0) AS completed_before,
       -- The mean of the last three months, or of those since the first report.
       coalesce(r.last_three_months, 0) / least(3, date_diff('month', w.first_month, reported) + 1) AS recent_pace,
       coalesce(r.last_report_on, last_day(w.last_month)) AS last_report_on
FROM whole AS w
LEFT JOIN recent AS r ON r.project_key = w.project_key;

-- Months up to the month reported to without new investment: since the last
-- month that had some, or since the start where that came later; for a project
-- that never did anything, since the start, but not for longer than it has been
-- reported: what was before the first report nobody knows.
CREATE OR REPLACE MACRO months_idle(first_month, last_progress_month, started, reported) AS
    CASE WHEN reported IS NULL THEN NULL
         WHEN last_progress_month IS NOT NULL OR started IS NOT NULL
         THEN greatest(0, date_diff('month', greatest(last_progress_month, started, (first_month - INTERVAL 1 MONTH)::DATE), reported))
         ELSE date_diff('month', first_month, reported) + 1 END;

-- When work will be done at the recent pace (glossary 3.3):
--   A + (1 - progress) / monthly rate,
-- to the end of a month. Beyond fifty years it is no estimate.
CREATE OR REPLACE MACRO completion_at_pace(remaining, pace, reported) AS
    CASE WHEN remaining > 0 AND pace > 0 AND remaining / pace <= 600
         THEN last_day((reported + to_months(CAST(ceil(remaining / pace) AS INTEGER)))::DATE) END;

CREATE OR REPLACE VIEW project_measure AS
WITH fact AS (
    SELECT k.project_id, k.project_key, k.name, k.year, k.level, k.district, k.sector, k.project_type, k.owner, k.owner_kind,
           k.project_stage, k.plan_kind, k.planned_investment, k.total_investment, k.completed, k.last_month,
           s.planned_start, s.planned_start_precision, s.original_start,
           CASE WHEN happened(k.actual_start, k.actual_start_precision, as_of()) THEN k.actual_start END AS actual_start,
           k.actual_start_precision,
           s.planned_completion, s.planned_completion_precision, s.original_completion, s.actual_completion, k.actual_completion_precision,
           s.forecast_completion, s.forecast_source, s.completion_slip_change_days, s.progress_ratio,
           k.planned_in_service, k.planned_in_service_precision,
           CASE WHEN happened(k.actual_in_service, k.actual_in_service_precision, as_of()) THEN k.actual_in_service END AS actual_in_service,
           k.actual_in_service_precision,
           h.first_month, h.last_progress_month, h.recent_pace,
           CASE WHEN reported_to() IS NOT NULL THEN coalesce(h.completed_before, 0) + CASE WHEN k.year = year(reported_to()) THEN k.completed ELSE 0 END END AS total_completed,
           greatest(h.last_report_on, s.schedule_reported_on) AS last_report_on,
           -- How much of the plan year is over: nothing of a year that no month
           -- is reported of yet.
           CASE WHEN k.year = year(reported_to()) THEN month(reported_to()) WHEN k.year > year(reported_to()) THEN 0 END AS months,
           CASE WHEN k.year = year(reported_to()) THEN schedule_elapsed(reported_to()) WHEN k.year > year(reported_to()) THEN 0 END AS schedule_elapsed,
           CASE WHEN m.given IS NOT NULL THEN curve_through(m.given, k.planned_investment) END AS own_curve
    FROM key_project AS k
    JOIN project_schedule_on(as_of()) AS s ON s.project_key = k.project_key
    LEFT JOIN investment_history(as_of(), reported_to()) AS h ON h.project_key = k.project_key
    LEFT JOIN monthly_plans(year(reported_to())) AS m ON m.project_key = k.project_key AND k.year = year(reported_to())
),
plan AS (
    SELECT *,
           -- Planned value PV (glossary 3.4): the project's own monthly plan,
           -- else the year's plan by the calendar.
           CASE WHEN own_curve IS NOT NULL THEN own_curve[months] ELSE planned_investment * CAST(schedule_elapsed AS DOUBLE) END AS planned_value,
           -- Actual time AT and earned schedule ES in months. Along a straight
           -- line ES is the share done; along days AT is counted in days too.
           CASE WHEN own_curve IS NOT NULL OR plan_curve() IS NOT NULL OR months = 0 THEN months ELSE 12 * year_elapsed(reported_to()) END AS actual_time,
           CASE WHEN months IS NULL THEN NULL
                WHEN own_curve IS NOT NULL THEN earned_schedule(completed, own_curve)
                WHEN plan_curve() IS NOT NULL THEN earned_schedule(completed / nullif(planned_investment, 0), plan_curve())
                ELSE 12 * CAST(completed AS DOUBLE) / nullif(planned_investment, 0) END AS earned_schedule,
           -- What is left to do, where that is known: by physical progress, or by
           -- investment where the reports go back to the start.
           CASE WHEN progress_ratio IS NOT NULL THEN (1 - progress_ratio) * CAST(total_investment AS DOUBLE)
                WHEN first_month <= actual_start THEN CAST(total_investment - total_completed AS DOUBLE) END AS remaining
    FROM fact
),
outlook AS (
    SELECT * EXCLUDE (forecast_completion, forecast_source),
           CASE WHEN forecast_completion IS NULL AND project_stage = 'in_construction' THEN completion_at_pace(remaining, recent_pace, reported_to())
                ELSE forecast_completion END AS forecast_completion,
           forecast_source AS source
    FROM plan
)
SELECT project_id, project_key, name, year, level, district, sector, project_type, owner, owner_kind,
       project_stage, plan_kind, planned_investment, total_investment, completed, last_month,
       CAST(planned_value AS DECIMAL(18, 2)) AS planned_to_date,
       CAST(completed AS DOUBLE) / nullif(planned_investment, 0) AS completion_ratio,
       CAST(schedule_elapsed AS DOUBLE) AS schedule_elapsed,
       100 * (CAST(completed AS DOUBLE) / nullif(planned_investment, 0) - CAST(schedule_elapsed AS DOUBLE)) AS points_ahead,
       completed - CAST(planned_value AS DECIMAL(18, 2)) AS schedule_variance,
       CAST(completed AS DOUBLE) / nullif(planned_value, 0) AS spi,
       CAST(earned_schedule AS DOUBLE) AS earned_schedule,
       CAST(earned_schedule / nullif(actual_time, 0) AS DOUBLE) AS spi_t,
       -- To-complete index TSPI = (PD - ES) / (PD - AT), and IEAC(t) = PD / SPI(t), with PD = 12 months (glossary 3.5).
       CAST((12 - earned_schedule) / nullif(12 - actual_time, 0) AS DOUBLE) AS tspi,
       CASE WHEN earned_schedule > 0 THEN CAST(12 * actual_time / earned_schedule AS DOUBLE) END AS ieac_t,
       -- Required monthly rate (glossary 3.6): (plan - ytd) / (12 - m).
       CAST(greatest(0, planned_investment - completed) / nullif(12 - months, 0) AS DECIMAL(18, 2)) AS pace_needed,
       CAST(recent_pace AS DECIMAL(18, 2)) AS recent_pace,
       CAST(total_completed AS DECIMAL(18, 2)) AS total_completed,
       months_idle(first_month, last_progress_month, actual_start, reported_to()) AS months_without_progress,
       CASE WHEN last_report_on IS NOT NULL THEN greatest(0, date_diff('day', last_report_on, as_of())) END AS days_since_last_report,
       planned_start, planned_start_precision, original_start, actual_start,
       CASE WHEN actual_start IS NOT NULL THEN actual_start_precision END AS actual_start_precision,
       CASE WHEN project_stage NOT IN ('suspended', 'cancelled') THEN delay_days(actual_start, actual_start_precision, planned_start, as_of()) END AS start_delay_days,
       planned_completion, planned_completion_precision, original_completion, actual_completion,
       CASE WHEN actual_completion IS NOT NULL THEN actual_completion_precision END AS actual_completion_precision,
       forecast_completion, CASE WHEN forecast_completion IS NOT NULL THEN coalesce(source, 'estimated') END AS forecast_source,
       date_diff('day', planned_completion, forecast_completion) AS completion_slip_days,
       date_diff('day', original_completion, forecast_completion) AS completion_slip_original_days,
       completion_slip_change_days,
       slip_bucket(planned_completion, forecast_completion) AS slip_bucket,
       slip_bucket(original_completion, forecast_completion) AS slip_original_bucket,
       delayed(original_completion, forecast_completion) AS delayed,
       excessively_delayed(original_completion, forecast_completion) AS excessively_delayed,
       planned_in_service, planned_in_service_precision, actual_in_service,
       CASE WHEN actual_in_service IS NOT NULL THEN actual_in_service_precision END AS actual_in_service_precision,
       planned_investment = 0 AS missing_plan,
       planned_start IS NULL AS missing_start_baseline,
       planned_completion IS NULL AS missing_completion_baseline,
       coalesce(year = year(reported_to()) AND project_stage IN ('preparation', 'in_construction')
                AND last_month IS DISTINCT FROM date_trunc('month', reported_to())::DATE, false) AS missing_report
FROM outlook;

COMMENT ON VIEW project_measure IS '重点项目各项度量（截至会话日期），每行一个项目一个计划年度 / What is measured of every key project as of the session''s dates; one row a project and plan year';
COMMENT ON COLUMN project_measure.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN project_measure.project_key IS '项目内部序号 / Number of the project in this warehouse';
COMMENT ON COLUMN project_measure.name IS '项目名称 / Name';
COMMENT ON COLUMN project_measure.year IS '计划年度 / Plan year';
COMMENT ON COLUMN project_measure.level IS '项目级别（最高级） / Level, the highest';
COMMENT ON COLUMN project_measure.district IS '区市县 / District';
COMMENT ON COLUMN project_measure.sector IS '行业领域 / Sector';
COMMENT ON COLUMN project_measure.project_type IS '项目类型 / Project type';
COMMENT ON COLUMN project_measure.owner IS '业主单位 / Owner';
COMMENT ON COLUMN project_measure.owner_kind IS '业主性质 / Kind of owner';
COMMENT ON COLUMN project_measure.project_stage IS '项目阶段（截至会话日期） / Stage on the as-of date';
COMMENT ON COLUMN project_measure.plan_kind IS '建设性质 / Kind in the plan';
COMMENT ON COLUMN project_measure.planned_investment IS '年度计划投资（元） / Planned investment of the year, in currency units';
COMMENT ON COLUMN project_measure.total_investment IS '总投资（元） / Total investment, in currency units';
COMMENT ON COLUMN project_measure.completed IS '年初至填报截至月累计完成投资（元） / Investment completed in the year up to the month reported to, in currency units';
COMMENT ON COLUMN project_measure.last_month IS '最近填报月份 / Last month reported';
COMMENT ON COLUMN project_measure.planned_to_date IS '截至填报月应完成投资（元）：有分月计划的按分月计划，否则按时序 / Due by the month reported to, in currency units: by the monthly plan where there is one, else by the calendar';
COMMENT ON COLUMN project_measure.completion_ratio IS '年度投资完成率，不封顶；计划为零时空 / Completed over planned, not clamped; NULL where the plan is 0';
COMMENT ON COLUMN project_measure.schedule_elapsed IS '时序进度 / Schedule elapsed';
COMMENT ON COLUMN project_measure.points_ahead IS '高于时序进度的百分点（负为低于），由未舍入的数计算 / Percentage points ahead of the calendar, from unrounded figures; negative: behind';
COMMENT ON COLUMN project_measure.schedule_variance IS '进度偏差 SV = 完成 - 应完成（元） / Schedule variance SV, completed minus due, in currency units';
COMMENT ON COLUMN project_measure.spi IS '进度绩效指数 SPI = 完成 ÷ 应完成 / Schedule performance index SPI, completed over due';
COMMENT ON COLUMN project_measure.earned_schedule IS '挣得进度 ES（月） / Earned schedule ES, in months of the plan year';
COMMENT ON COLUMN project_measure.spi_t IS '时间进度绩效指数 SPI(t) = ES ÷ 已过月数 / SPI(t), earned schedule over the months gone by';
COMMENT ON COLUMN project_measure.tspi IS '剩余时间须达到的绩效 TSPI / TSPI, the performance needed from now on; NULL once the year is over';
COMMENT ON COLUMN project_measure.ieac_t IS '按目前速度完成年度计划所需月数 IEAC(t)，自年初起 / IEAC(t), months from the year''s start until its plan is done at this rate';
COMMENT ON COLUMN project_measure.pace_needed IS '到年底每月须完成投资（元）；已完成的为零，12 月为空 / Needed a month until December, in currency units; 0 once done, NULL in December';
COMMENT ON COLUMN project_measure.recent_pace IS '近三个月平均完成投资（元）；首报不足三个月的按实际月数 / Mean of the last three months, in currency units; of fewer where reports began later';
COMMENT ON COLUMN project_measure.total_completed IS '填报以来累计完成投资（元） / Completed since the first report, in currency units';
COMMENT ON COLUMN project_measure.months_without_progress IS '连续无新增投资的月数 / Months without new investment up to the month reported to';
COMMENT ON COLUMN project_measure.days_since_last_report IS '距最近一次填报天数；无填报日期的按所报月末 / Days since the last report came, or since the end of its month where no day is given';
COMMENT ON COLUMN project_measure.planned_start IS '计划开工时间；登记没有的取最近批复 / Planned start as registered, else as last approved';
COMMENT ON COLUMN project_measure.planned_start_precision IS '计划开工时间的精度 / Precision of planned_start';
COMMENT ON COLUMN project_measure.original_start IS '首次批复的开工时间；无批复的为登记的计划 / Start as first approved, else as registered';
COMMENT ON COLUMN project_measure.actual_start IS '实际开工时间（截至会话日期） / Actual start, if by the as-of date';
COMMENT ON COLUMN project_measure.actual_start_precision IS '实际开工时间的精度 / Precision of actual_start';
COMMENT ON COLUMN project_measure.start_delay_days IS '开工滞后天数，未开工的算至截至日期 / Days the start came late, or is overdue so far';
COMMENT ON COLUMN project_measure.planned_completion IS '最近批复的竣工时间；无批复的为登记的计划 / Completion as last approved, else as registered';
COMMENT ON COLUMN project_measure.planned_completion_precision IS '计划竣工时间的精度 / Precision of planned_completion';
COMMENT ON COLUMN project_measure.original_completion IS '首次批复的竣工时间；无批复的为登记的计划 / Completion as first approved, else as registered';
COMMENT ON COLUMN project_measure.actual_completion IS '实际竣工时间（截至会话日期） / Actual completion, if by the as-of date';
COMMENT ON COLUMN project_measure.actual_completion_precision IS '实际竣工时间的精度 / Precision of actual_completion';
COMMENT ON COLUMN project_measure.forecast_completion IS '预计竣工时间，已竣工的为实际时间 / Forecast completion; the actual one once it is completed';
COMMENT ON COLUMN project_measure.forecast_source IS '预计竣工时间的来源：actual 实际，reported 填报，estimated 按近期速度推算 / Where it comes from: actual, reported, estimated from the recent pace';
COMMENT ON COLUMN project_measure.completion_slip_days IS '竣工较最近批复推迟天数（负为提前）；缺计划或预计的为空 / Days later than last approved; negative: earlier; NULL where the plan or the forecast is missing';
COMMENT ON COLUMN project_measure.completion_slip_original_days IS '竣工较首次批复推迟天数（负为提前） / Days later than first approved; negative: earlier';
COMMENT ON COLUMN project_measure.completion_slip_change_days IS '最近一次预计较上一次推迟天数 / Days by which the last reported forecast is later than the one before';
COMMENT ON COLUMN project_measure.slip_bucket IS '较最近批复推迟的档次；缺基线、缺预计的单列 / Bucket of the slip against the last approved; no_baseline and no_forecast apart';
COMMENT ON COLUMN project_measure.slip_original_bucket IS '较首次批复推迟的档次 / Bucket of the slip against the first approved';
COMMENT ON COLUMN project_measure.delayed IS '较首次批复推迟三个月以上（含） / Three months or more after the first approved';
COMMENT ON COLUMN project_measure.excessively_delayed IS '较首次批复推迟三年以上（含） / Three years or more after the first approved';
COMMENT ON COLUMN project_measure.planned_in_service IS '计划投用时间 / Planned entry into service';
COMMENT ON COLUMN project_measure.planned_in_service_precision IS '计划投用时间的精度 / Precision of planned_in_service';
COMMENT ON COLUMN project_measure.actual_in_service IS '实际投用时间（截至会话日期） / Actual entry into service, if by the as-of date';
COMMENT ON COLUMN project_measure.actual_in_service_precision IS '实际投用时间的精度 / Precision of actual_in_service';
COMMENT ON COLUMN project_measure.missing_plan IS '年度计划为零，无从比较 / The plan of the year is 0: nothing to compare with';
COMMENT ON COLUMN project_measure.missing_start_baseline IS '缺计划开工时间 / No planned start';
COMMENT ON COLUMN project_measure.missing_completion_baseline IS '缺计划竣工时间 / No planned completion';
COMMENT ON COLUMN project_measure.missing_report IS '未填报截至月月报（前期与在建项目） / Did not report the month reported to, though in preparation or under construction';
