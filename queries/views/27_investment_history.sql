-- What projects reported, one row a project: in the year of the month reported
-- to, and in the years before it.

-- What each project reported in the year up to the end of a month: its last
-- cumulative figure, so that a project that missed the last month stands where
-- it last reported. Beside it what the last three months brought, which may
-- reach into the year before, and when a report last came by a day.
CREATE OR REPLACE MACRO reports_by(day, reported) AS TABLE
WITH report AS (
    SELECT project_key, month, completed, completed_ytd, coalesce(reported_on, last_day(month)) AS reported_on,
           month >= year_start(reported) AND month <= reported AS this_year
    FROM store.investment_since(year_start((reported - INTERVAL 3 MONTH)::DATE))
    WHERE month > least(year_start(reported) - 1, reported - INTERVAL 3 MONTH) AND month <= day AND in_question(project_key)
)
SELECT r.project_key, CAST(date_part('year', reported) AS SMALLINT) AS year,
       arg_max(r.completed_ytd, CASE WHEN r.this_year THEN r.month END) AS completed,
       min(CASE WHEN r.this_year THEN r.month END) AS first_month,
       max(CASE WHEN r.this_year THEN r.month END) AS last_month,
       min(CASE WHEN r.this_year AND r.completed > 0 THEN r.month END) AS first_progress_month,
       max(CASE WHEN r.this_year AND r.completed > 0 THEN r.month END) AS last_progress_month,
       sum(CASE WHEN r.month <= reported AND r.month > reported - INTERVAL 3 MONTH THEN r.completed END) AS last_three_months,
       max(CASE WHEN r.reported_on <= day THEN r.reported_on END) AS last_report_on
FROM report AS r
GROUP BY r.project_key;

-- What each project had completed in the year by the end of a month.
CREATE OR REPLACE MACRO completed_by(reported) AS TABLE
SELECT project_key, year, completed, last_month FROM reports_by(reported, reported) WHERE last_month IS NOT NULL;

-- Projects with a report before the year whose month is not given.
CREATE OR REPLACE MACRO months_missing(reported) AS TABLE
SELECT DISTINCT project_key FROM store.investment_report
WHERE completed IS NULL AND month < year_start(reported) AND is_known(load_id, replaced_by);

-- What a project did in the years before the one reported of. Where every month
-- is reported the months are added up; for a project with months that are not,
-- the last cumulative figure of each year, whose high is the last progress (of
-- equal highs the first).
CREATE OR REPLACE MACRO completed_before(reported) AS TABLE
SELECT r.project_key, sum(r.completed) AS completed, min(r.month) AS first_month, max(r.month) AS last_month,
       min(CASE WHEN r.completed > 0 THEN r.month END) AS first_progress_month,
       max(CASE WHEN r.completed > 0 THEN r.month END) AS last_progress_month
FROM store.investment_report AS r
ANTI JOIN months_missing(reported) AS g ON g.project_key = r.project_key
WHERE r.month < year_start(reported) AND is_known(r.load_id, r.replaced_by)
GROUP BY r.project_key
UNION ALL
SELECT project_key, sum(completed), min(first_month), max(last_month), min(first_progress_month), max(last_progress_month)
FROM (
    SELECT r.project_key, arg_max(r.completed_ytd, r.month) AS completed, min(r.month) AS first_month, max(r.month) AS last_month,
           min(CASE WHEN r.completed_ytd > 0 THEN r.month END) AS first_progress_month,
           arg_max(r.month, CASE WHEN r.completed_ytd > 0 THEN CAST(r.completed_ytd * 100 AS BIGINT) * 16 - month(r.month) END) AS last_progress_month
    FROM store.investment_to_date(DATE '0001-01-01') AS r
    SEMI JOIN months_missing(reported) AS g ON g.project_key = r.project_key
    WHERE r.month < year_start(reported)
    GROUP BY r.project_key, year(r.month)
)
GROUP BY project_key;

-- Both as the session's dates show them. A refresh of the metrics computes the
-- first once (queries/session/share.sql), for measures and the funnel; the second is
-- kept from refresh to refresh, while nothing before the year changes (held.sql).
CREATE OR REPLACE VIEW investment_in_year AS
SELECT project_key, year, completed, first_month, last_month, first_progress_month, last_progress_month, last_three_months, last_report_on
FROM reports_by(as_of(), reported_to());

CREATE OR REPLACE VIEW investment_before_year AS
SELECT project_key, completed, first_month, last_month, first_progress_month, last_progress_month
FROM completed_before(reported_to());

COMMENT ON VIEW investment_in_year IS '各项目当年投资填报（至填报截至月） / What each project reported of the year, up to the month reported to';
COMMENT ON COLUMN investment_in_year.project_key IS '项目内部序号 / Number of the project in this warehouse';
COMMENT ON COLUMN investment_in_year.year IS '填报截至月的年度 / Year of the month reported to';
COMMENT ON COLUMN investment_in_year.completed IS '年初至今累计完成投资（元） / Completed in the year so far, in currency units';
COMMENT ON COLUMN investment_in_year.first_month IS '当年首次填报月份 / First month reported of the year';
COMMENT ON COLUMN investment_in_year.last_month IS '当年最近填报月份 / Last month reported of the year';
COMMENT ON COLUMN investment_in_year.first_progress_month IS '当年首个有完成投资的月份 / First month of the year with investment';
COMMENT ON COLUMN investment_in_year.last_progress_month IS '当年最近有完成投资的月份 / Last month of the year with investment';
COMMENT ON COLUMN investment_in_year.last_three_months IS '近三个月完成投资（元，可跨年） / Completed in the last three months, which may reach into the year before, in currency units';
COMMENT ON COLUMN investment_in_year.last_report_on IS '最近填报日期（截至会话日期） / Last reported on, by the as-of date';
COMMENT ON VIEW investment_before_year IS '各项目以前年度的投资填报 / What each project reported of the years before';
COMMENT ON COLUMN investment_before_year.project_key IS '项目内部序号 / Number of the project in this warehouse';
COMMENT ON COLUMN investment_before_year.completed IS '以前年度累计完成投资（元） / Completed in the years before, in currency units';
COMMENT ON COLUMN investment_before_year.first_month IS '首次填报月份 / First month reported';
COMMENT ON COLUMN investment_before_year.last_month IS '最近填报月份 / Last month reported';
COMMENT ON COLUMN investment_before_year.first_progress_month IS '首个有完成投资的月份 / First month with investment';
COMMENT ON COLUMN investment_before_year.last_progress_month IS '最近有完成投资的月份 / Last month with investment';
