-- Investment reports with both figures, the month's and the year's. Reports
-- give one or both; what was not reported is derived here and marked, never
-- stored, so that a late correction of an earlier month moves what was
-- derived from it, and nothing else.
--
--   year to date = the last figure reported for the year so far
--                  + the months reported after it
--   the month    = year to date - year to date of the report before it
--                  (January and February are often reported together: the
--                  difference then covers both)
--
-- Years of a project that are reported in full skip the window functions:
-- DuckDB knows from its zone maps where no value is missing. The gaps stand on
-- their own: as a common table expression they keep columns that nobody asked
-- for from being left out.

-- Projects and years from a year's first day on that have a report without the
-- year's figure, or, with or_month, without the month's.
CREATE OR REPLACE MACRO store.investment_gap(since, or_month) AS TABLE
SELECT DISTINCT project_key AS gap_key, year(month) AS gap_year
FROM store.investment_report
WHERE (completed_ytd IS NULL OR (or_month AND completed IS NULL)) AND month >= since AND is_known(load_id, replaced_by);

-- The reports of these, with the year's figure as it was reported or adds up.
CREATE OR REPLACE MACRO store.investment_summed(since, or_month) AS TABLE
WITH counted AS (
    SELECT r.project_key, r.month, r.completed, r.completed_ytd, r.reported_on, r.reported_on_precision, r.progress_note,
           r.load_id, r.sheet, r.row_number,
           count(r.completed_ytd) OVER (PARTITION BY r.project_key, year(r.month) ORDER BY r.month) AS stretch
    FROM store.investment_report AS r
    JOIN store.investment_gap(since, or_month) AS g ON g.gap_key = r.project_key AND g.gap_year = year(r.month)
    WHERE r.month >= since AND is_known(r.load_id, r.replaced_by)
)
SELECT project_key, month, completed, completed_ytd, reported_on, reported_on_precision, progress_note,
       load_id, sheet, row_number,
       coalesce(max(completed_ytd) OVER (PARTITION BY project_key, year(month), stretch), 0)
       + coalesce(sum(completed) FILTER (completed_ytd IS NULL)
                  OVER (PARTITION BY project_key, year(month), stretch ORDER BY month), 0) AS ytd
FROM counted;

CREATE OR REPLACE VIEW store.investment_derived AS
SELECT project_key, month, completed, completed_ytd, CAST(NULL AS VARCHAR) AS derived,
       reported_on, reported_on_precision, progress_note, load_id, sheet, row_number
FROM store.investment_report AS r
ANTI JOIN store.investment_gap(DATE '0001-01-01', true) AS g ON g.gap_key = r.project_key AND g.gap_year = year(r.month)
WHERE is_known(load_id, replaced_by)
UNION ALL
SELECT project_key, month,
       coalesce(completed, CAST(ytd - lag(ytd, 1, 0) OVER (PARTITION BY project_key, year(month) ORDER BY month) AS DECIMAL(18, 2))),
       CAST(ytd AS DECIMAL(18, 2)),
       CASE WHEN completed IS NULL THEN 'completed' WHEN completed_ytd IS NULL THEN 'completed_ytd' END,
       reported_on, reported_on_precision, progress_note, load_id, sheet, row_number
FROM store.investment_summed(DATE '0001-01-01', true);

-- The year's figures alone, from a year's first day on. Where they are reported,
-- as most are, nothing is derived.
CREATE OR REPLACE MACRO store.investment_to_date(since) AS TABLE
SELECT project_key, month, completed, completed_ytd, reported_on
FROM store.investment_report AS r
ANTI JOIN store.investment_gap(since, false) AS g ON g.gap_key = r.project_key AND g.gap_year = year(r.month)
WHERE month >= since AND is_known(load_id, replaced_by)
UNION ALL
SELECT project_key, month, completed, CAST(ytd AS DECIMAL(18, 2)), reported_on
FROM store.investment_summed(since, false);

-- Both figures, as in investment_derived, of the years from one on: a few years
-- cost a few years, whatever came before.
CREATE OR REPLACE MACRO store.investment_since(since) AS TABLE
SELECT project_key, month, completed, completed_ytd, reported_on
FROM store.investment_report AS r
ANTI JOIN store.investment_gap(since, true) AS g ON g.gap_key = r.project_key AND g.gap_year = year(r.month)
WHERE month >= since AND is_known(load_id, replaced_by)
UNION ALL
SELECT r.project_key, r.month,
       coalesce(r.completed, r.completed_ytd - lag(r.completed_ytd, 1, 0) OVER (PARTITION BY r.project_key, year(r.month) ORDER BY r.month)),
       r.completed_ytd, r.reported_on
FROM store.investment_to_date(since) AS r
SEMI JOIN store.investment_gap(since, true) AS g ON g.gap_key = r.project_key AND g.gap_year = year(r.month);

COMMENT ON VIEW store.investment_derived IS '投资完成月报，未填的一项由另一项推算 / Investment reports, with what was not reported derived';
COMMENT ON COLUMN store.investment_derived.project_key IS '项目内部序号 / Number of the project in this warehouse';
COMMENT ON COLUMN store.investment_derived.month IS '报告月份 / Month reported';
COMMENT ON COLUMN store.investment_derived.completed IS '本月完成投资（元） / Investment completed in the month, in currency units';
COMMENT ON COLUMN store.investment_derived.completed_ytd IS '年初至今累计完成投资（元） / Investment completed since the year began, in currency units';
COMMENT ON COLUMN store.investment_derived.derived IS '哪一项由另一项推算：completed、completed_ytd；空为均系填报 / Which of the two was derived from the other: completed, completed_ytd; NULL: both reported';
COMMENT ON COLUMN store.investment_derived.reported_on IS '填报日期 / Reported on';
COMMENT ON COLUMN store.investment_derived.reported_on_precision IS '填报日期的精度 / Precision of reported_on: day, month, quarter, half_year, year';
COMMENT ON COLUMN store.investment_derived.progress_note IS '形象进度 / Physical progress';
COMMENT ON COLUMN store.investment_derived.load_id IS '写入本行的装载批次 / The load that brought this row';
COMMENT ON COLUMN store.investment_derived.sheet IS '来源工作表 / Sheet it came from';
COMMENT ON COLUMN store.investment_derived.row_number IS '来源行号 / Row of the file or sheet it came from';
