-- What is measured of every key project: how far it is, how far it should be,
-- how it is going, and when it will be done. Formulas after glossary 1.3 to 1.5
-- and 3. What is over 100 % is shown as such, and what cannot be known is NULL,
-- never 0 and never on time.

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
    SELECT i.project_id, k.project_key, k.name, k.year, k.level, k.district, k.sector, k.project_type, k.owner, k.owner_kind,
           k.project_stage, k.plan_kind, k.planned_investment, k.total_investment,
           coalesce(CASE WHEN c.year = k.year THEN c.completed END, 0) AS completed, CASE WHEN c.year = k.year THEN c.last_month END AS last_month,
           k.original_start, k.planned_start, k.planned_start_precision, k.actual_start, k.actual_start_precision,
           k.original_completion, k.planned_completion, k.planned_completion_precision, k.actual_completion, k.actual_completion_precision,
           k.forecast_completion, k.forecast_source, k.completion_slip_change_days,
           k.planned_in_service, k.planned_in_service_precision, k.actual_in_service, k.actual_in_service_precision, k.progress_ratio,
           coalesce(b.first_month, c.first_month) AS first_month,
           coalesce(c.last_progress_month, b.last_progress_month) AS last_progress_month,
           greatest(k.schedule_reported_on, coalesce(c.last_report_on, last_day(b.last_month))) AS last_report_on,
           CASE WHEN reported_to() IS NOT NULL THEN coalesce(b.completed, 0) + coalesce(c.completed, 0) END AS total_completed,
           coalesce(c.last_three_months, 0) AS last_three_months,
           -- How much of the plan year is over: nothing of a year of which no
           -- month is reported yet.
           CASE WHEN k.year = date_part('year', reported_to()) THEN date_part('month', reported_to()) WHEN k.year > date_part('year', reported_to()) THEN 0 END AS months,
           CASE WHEN k.year = date_part('year', reported_to()) THEN CAST(schedule_elapsed(reported_to()) AS DOUBLE) WHEN k.year > date_part('year', reported_to()) THEN 0 END AS schedule_elapsed,
           CASE WHEN m.given IS NOT NULL THEN curve_through(m.given, k.planned_investment) END AS own_curve
    FROM key_projects_on(as_of(), reported_to()) AS k
    JOIN (FROM store.project_key WHERE in_question(project_key)) AS i ON i.project_key = k.project_key
    LEFT JOIN investment_in_year AS c ON c.project_key = k.project_key
    LEFT JOIN (FROM investment_before_year WHERE in_question(project_key)) AS b ON b.project_key = k.project_key
    LEFT JOIN monthly_plans(date_part('year', reported_to())) AS m ON m.project_key = k.project_key AND k.year = date_part('year', reported_to())
),
plan AS (
    SELECT fact.*,
           -- Planned value PV (glossary 3.4): the project's own monthly plan,
           -- else the year's plan by the calendar.
           CASE WHEN own_curve IS NOT NULL THEN own_curve[months] ELSE CAST(planned_investment AS DOUBLE) * schedule_elapsed END AS planned_value,
           -- Actual time AT and earned schedule ES in months. Along a straight
           -- line ES is the share done; along days AT is counted in days too.
           CASE WHEN own_curve IS NOT NULL OR plan_curve() IS NOT NULL OR months = 0 THEN months ELSE 12 * year_elapsed(reported_to()) END AS actual_time,
           CASE WHEN months IS NULL THEN NULL
                WHEN own_curve IS NOT NULL THEN earned_schedule(completed, own_curve)
                WHEN plan_curve() IS NOT NULL THEN earned_schedule(completed / nullif(planned_investment, 0), plan_curve())
                ELSE 12 * CAST(completed AS DOUBLE) / nullif(planned_investment, 0) END AS earned_schedule,
           -- The mean of the last three months, or of those since the first report.
           CASE WHEN first_month IS NOT NULL THEN CAST(last_three_months AS DOUBLE) / least(3, date_diff('month', first_month, reported_to()) + 1) END AS pace,
           -- What is left to do, where that is known: by physical progress, or by
           -- investment where the reports go back to the start.
           CASE WHEN progress_ratio IS NOT NULL THEN (1 - progress_ratio) * CAST(total_investment AS DOUBLE)
                WHEN first_month <= actual_start THEN CAST(total_investment AS DOUBLE) - CAST(total_completed AS DOUBLE) END AS remaining
    FROM fact
),
outlook AS (
    SELECT plan.*,
           CASE WHEN forecast_completion IS NULL AND project_stage = 'in_construction' THEN completion_at_pace(remaining, pace, reported_to())
                ELSE forecast_completion END AS expected_completion
    FROM plan
)
SELECT project_id, project_key, name, year, level, district, sector, project_type, owner, owner_kind,
       project_stage, plan_kind, planned_investment, total_investment, completed, last_month,
       CAST(planned_value AS DECIMAL(18, 2)) AS planned_to_date,
       CAST(completed AS DOUBLE) / nullif(planned_investment, 0) AS completion_ratio,
       schedule_elapsed,
       100 * (CAST(completed AS DOUBLE) / nullif(planned_investment, 0) - schedule_elapsed) AS points_ahead,
       CAST(completed - CAST(planned_value AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) AS schedule_variance,
       CAST(completed AS DOUBLE) / nullif(planned_value, 0) AS spi,
       earned_schedule,
       earned_schedule / nullif(CAST(actual_time AS DOUBLE), 0) AS spi_t,
       -- To-complete index TSPI = (PD - ES) / (PD - AT), and IEAC(t) = PD / SPI(t), with PD = 12 months (glossary 3.5).
       (12 - earned_schedule) / nullif(12 - CAST(actual_time AS DOUBLE), 0) AS tspi,
       CASE WHEN earned_schedule > 0 THEN 12 * CAST(actual_time AS DOUBLE) / earned_schedule END AS ieac_t,
       -- Required monthly rate (glossary 3.6): (plan - ytd) / (12 - m).
       CAST(greatest(0, planned_investment - completed) / nullif(12 - months, 0) AS DECIMAL(18, 2)) AS pace_needed,
       CAST(pace AS DECIMAL(18, 2)) AS recent_pace,
       CAST(total_completed AS DECIMAL(18, 2)) AS total_completed,
       months_idle(first_month, last_progress_month, actual_start, reported_to()) AS months_without_progress,
       CASE WHEN last_report_on IS NOT NULL THEN greatest(0, date_diff('day', last_report_on, as_of())) END AS days_since_last_report,
       original_start, planned_start, planned_start_precision, actual_start, actual_start_precision,
       CASE WHEN project_stage NOT IN ('suspended', 'cancelled') THEN delay_days(actual_start, actual_start_precision, planned_start, as_of()) END AS start_delay_days,
       original_completion, planned_completion, planned_completion_precision, actual_completion, actual_completion_precision,
       expected_completion AS forecast_completion, CASE WHEN expected_completion IS NOT NULL THEN coalesce(forecast_source, 'estimated') END AS forecast_source,
       date_diff('day', planned_completion, expected_completion) AS completion_slip_days,
       date_diff('day', original_completion, expected_completion) AS completion_slip_original_days,
       completion_slip_change_days,
       planned_in_service, planned_in_service_precision, actual_in_service, actual_in_service_precision,
       planned_investment = 0 AS missing_plan,
       planned_start IS NULL AS missing_start_baseline,
       planned_completion IS NULL AS missing_completion_baseline,
       coalesce(year = date_part('year', reported_to()) AND project_stage IN ('preparation', 'in_construction')
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
COMMENT ON COLUMN project_measure.planned_in_service IS '计划投用时间 / Planned entry into service';
COMMENT ON COLUMN project_measure.planned_in_service_precision IS '计划投用时间的精度 / Precision of planned_in_service';
COMMENT ON COLUMN project_measure.actual_in_service IS '实际投用时间（截至会话日期） / Actual entry into service, if by the as-of date';
COMMENT ON COLUMN project_measure.actual_in_service_precision IS '实际投用时间的精度 / Precision of actual_in_service';
COMMENT ON COLUMN project_measure.missing_plan IS '年度计划为零，无从比较 / The plan of the year is 0: nothing to compare with';
COMMENT ON COLUMN project_measure.missing_start_baseline IS '缺计划开工时间 / No planned start';
COMMENT ON COLUMN project_measure.missing_completion_baseline IS '缺计划竣工时间 / No planned completion';
COMMENT ON COLUMN project_measure.missing_report IS '未填报截至月月报（前期与在建项目） / Did not report the month reported to, though in preparation or under construction';
