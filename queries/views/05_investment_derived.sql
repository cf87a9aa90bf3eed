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
-- DuckDB knows from its zone maps where no value is missing.
CREATE OR REPLACE VIEW store.investment_derived AS
WITH gaps AS (
    SELECT DISTINCT project_key AS gap_key, year(month) AS gap_year
    FROM store.investment_report
    WHERE (completed IS NULL OR completed_ytd IS NULL) AND is_known(load_id, replaced_by)
),
counted AS (
    SELECT r.*, count(r.completed_ytd) OVER (PARTITION BY r.project_key, year(r.month) ORDER BY r.month) AS stretch
    FROM store.investment_report AS r
    JOIN gaps AS g ON g.gap_key = r.project_key AND g.gap_year = year(r.month)
    WHERE is_known(r.load_id, r.replaced_by)
),
summed AS (
    SELECT *,
        coalesce(max(completed_ytd) OVER (PARTITION BY project_key, year(month), stretch), 0)
        + coalesce(sum(completed) FILTER (completed_ytd IS NULL)
                   OVER (PARTITION BY project_key, year(month), stretch ORDER BY month), 0) AS ytd
    FROM counted
)
SELECT project_key, month, completed, completed_ytd, CAST(NULL AS VARCHAR) AS derived,
       reported_on, reported_on_precision, progress_note, load_id, sheet, row_number
FROM store.investment_report AS r
ANTI JOIN gaps AS g ON g.gap_key = r.project_key AND g.gap_year = year(r.month)
WHERE is_known(load_id, replaced_by)
UNION ALL
SELECT project_key, month,
       coalesce(completed, CAST(ytd - lag(ytd, 1, 0) OVER (PARTITION BY project_key, year(month) ORDER BY month) AS DECIMAL(18, 2))),
       CAST(ytd AS DECIMAL(18, 2)),
       CASE WHEN completed IS NULL THEN 'completed' WHEN completed_ytd IS NULL THEN 'completed_ytd' END,
       reported_on, reported_on_precision, progress_note, load_id, sheet, row_number
FROM summed;
