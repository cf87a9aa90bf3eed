-- Dates: periods, the calendar, and up to which month the city has reported.

-- The first day of the period a date stands for (its value is the last).
CREATE OR REPLACE MACRO period_start(day, fineness) AS
    CASE fineness WHEN 'month' THEN date_trunc('month', day)::DATE
                   WHEN 'quarter' THEN date_trunc('quarter', day)::DATE
                   WHEN 'half_year' THEN make_date(date_part('year', day), CASE WHEN date_part('month', day) <= 6 THEN 1 ELSE 7 END, 1)
                   WHEN 'year' THEN date_trunc('year', day)::DATE
                   ELSE day END;

CREATE OR REPLACE MACRO year_start(day) AS make_date(date_part('year', day), 1, 1);
CREATE OR REPLACE MACRO quarter_end(day) AS (date_trunc('quarter', day) + INTERVAL 3 MONTH - INTERVAL 1 DAY)::DATE;

-- How a start (or any event) came compared with its plan. Early: over before
-- the planned period began. Late: begun after the whole planned period had
-- passed. A plan of "2023年一季度" is met by any day of January to March.
CREATE OR REPLACE MACRO timing(actual, actual_precision, planned, planned_precision) AS
    CASE WHEN actual IS NULL OR planned IS NULL THEN NULL
         WHEN actual < period_start(planned, planned_precision) THEN 'early'
         WHEN period_start(actual, actual_precision) > planned THEN 'late'
         ELSE 'on_time' END;

-- Whether something had happened by a day: its period had begun, since nobody
-- reports as done what is not.
CREATE OR REPLACE MACRO happened(actual, actual_precision, as_of) AS
    actual IS NOT NULL AND period_start(actual, actual_precision) <= as_of;

-- How long something is late, or came late. Within its planned period nothing
-- is late, and what happened counts from the first day of its own period
-- (glossary 3.1: max(0, coalesce(AS, A) - PS)).
CREATE OR REPLACE MACRO delay_days(actual, actual_precision, planned, day) AS
    CASE WHEN planned IS NOT NULL
         THEN greatest(0, date_diff('day', planned, CASE WHEN happened(actual, actual_precision, day) THEN period_start(actual, actual_precision) ELSE day END)) END;

-- The city's calendar: monthly, daily or curve; the session's variable.
CREATE OR REPLACE MACRO calendar() AS getvariable('calendar');

-- A city's own curve of the year (calendar: curve with plan_curve): the share of
-- the plan due by the end of each of the twelve months. NULL: twelfths or days.
CREATE OR REPLACE MACRO plan_curve() AS
    CASE WHEN calendar() = 'curve' AND len(CAST(getvariable('plan_curve') AS DOUBLE[])) = 12
         THEN CAST(getvariable('plan_curve') AS DOUBLE[]) END;

-- Schedule elapsed (时序进度): the share of the year that is over. Cities report
-- it by months: the end of September is 9/12 = 75 %. A session sets the
-- variable calendar to 'daily' for days, or to 'curve' for the city's own curve.
CREATE OR REPLACE MACRO months_over(day) AS date_part('month', day) - CASE WHEN day = last_day(day) THEN 0 ELSE 1 END;
CREATE OR REPLACE MACRO year_elapsed(day) AS
    CASE WHEN calendar() = 'daily'
         THEN CAST(dayofyear(day) AS DOUBLE) / dayofyear(make_date(date_part('year', day), 12, 31))
         ELSE months_over(day) / 12.0 END;
CREATE OR REPLACE MACRO schedule_elapsed(day) AS
    CASE WHEN plan_curve() IS NULL THEN year_elapsed(day)
         WHEN months_over(day) = 0 THEN 0.0
         ELSE plan_curve()[months_over(day)] END;

-- How many of a month's planned projects have reported it, from a month on: what
-- came before is not looked at.
CREATE OR REPLACE MACRO reporting_coverage_since(since) AS TABLE
WITH plan AS (
    SELECT project_key, year FROM store.annual_plan
    WHERE is_known(load_id, replaced_by) AND year >= year(since)
),
planned AS (SELECT year, count(*) AS projects FROM plan GROUP BY year),
reported AS (
    SELECT r.month, count(*) AS projects
    FROM store.investment_report AS r
    SEMI JOIN plan AS a ON a.project_key = r.project_key AND a.year = year(r.month)
    WHERE is_known(r.load_id, r.replaced_by) AND r.month >= since
    GROUP BY r.month
)
SELECT r.month, last_day(r.month) AS month_end, p.projects AS planned_projects, r.projects AS reported_projects,
       r.projects / p.projects AS coverage
FROM reported AS r
JOIN planned AS p ON p.year = year(r.month);

CREATE OR REPLACE VIEW reporting_coverage AS
SELECT month, month_end, planned_projects, reported_projects, coverage FROM reporting_coverage_since(DATE '0001-01-01');
COMMENT ON VIEW reporting_coverage IS '各月填报覆盖率 / How many of the planned projects reported each month';
COMMENT ON COLUMN reporting_coverage.month IS '月份 / Month';
COMMENT ON COLUMN reporting_coverage.month_end IS '月末 / Last day of the month';
COMMENT ON COLUMN reporting_coverage.planned_projects IS '有年度计划的项目数 / Projects with a plan for the year';
COMMENT ON COLUMN reporting_coverage.reported_projects IS '已填报的项目数 / Projects that reported the month';
COMMENT ON COLUMN reporting_coverage.coverage IS '覆盖率 / Share that reported';

-- The end of the latest month of a stretch of time that is closed: enough of
-- the planned projects reported it, or the closing day of the next month is
-- past (0: no closing day). Until then the city does not speak of the month.
CREATE OR REPLACE MACRO latest_closed_month(since, as_of, close_at_coverage, closing_day) AS (
    SELECT max(month_end) FROM reporting_coverage_since(since)
    WHERE month <= as_of AND month_end <= as_of
      AND (coverage >= close_at_coverage
           OR (closing_day > 0 AND month_end + CAST(closing_day AS INTEGER) <= as_of))
);

-- What a session speaks of: the variables as_of and reported_to, which shixu
-- sets; else today, and the month before it.
CREATE OR REPLACE MACRO as_of() AS coalesce(CAST(getvariable('as_of') AS DATE), current_date);
CREATE OR REPLACE MACRO reported_to() AS
    CASE WHEN getvariable('as_of') IS NOT NULL THEN CAST(getvariable('reported_to') AS DATE)
         ELSE CAST(date_trunc('month', as_of()) AS DATE) - 1 END;
