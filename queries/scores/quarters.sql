-- The quarters to score as of the session's dates: the last eight of this year and
-- the two before of which a month is closed. A quarter is final once its last month
-- is; until then it is provisional, scored with what is known of it. There is none
-- before the first report of its year.
CREATE OR REPLACE TEMP TABLE scoring_quarter AS
WITH reported AS (
    SELECT year(month) AS year, min(month) AS first_month
    FROM store.investment_report
    WHERE month >= make_date(year(reported_to()) - 2, 1, 1) AND is_known(load_id, replaced_by)
    GROUP BY year(month)
),
quarter AS (
    SELECT CAST(r.year AS SMALLINT) AS year, CAST(n.quarter AS INTEGER) AS quarter, r.first_month,
           make_date(r.year, 3 * n.quarter - 2, 1) AS quarter_start, last_day(make_date(r.year, 3 * n.quarter, 1)) AS quarter_end
    FROM reported AS r
    SEMI JOIN (SELECT year FROM store.annual_plan WHERE is_known(load_id, replaced_by)) AS a ON a.year = r.year
    CROSS JOIN range(1, 5) AS n(quarter)
)
SELECT year, quarter, quarter_start, quarter_end, least(as_of(), quarter_end) AS as_of, least(reported_to(), quarter_end) AS reported_to,
       quarter_end <= reported_to() AS final, schedule_elapsed(least(reported_to(), quarter_end)) AS elapsed
FROM quarter
WHERE quarter_start <= reported_to() AND first_month <= quarter_end
ORDER BY quarter_start DESC
LIMIT 8;

-- Of these, what was computed before and would come out the same: at the same
-- dates, with nothing loaded since but investment of later months. And what is
-- older, which stays as it was computed: streaks go on from it.
CREATE OR REPLACE TEMP TABLE scoring_candidate AS
SELECT s.*
FROM store.score_quarter AS s
JOIN scoring_scheme AS d ON d.scheme = s.scheme AND d.definition_hash = s.definition_hash AND d.kept;

-- A variable, so that DuckDB knows it beforehand and passes over what is older.
SET VARIABLE scored_since = (SELECT min(data_version) FROM scoring_candidate);

CREATE OR REPLACE TEMP TABLE scoring_kept AS
WITH touched AS (
    SELECT min(month) AS month
    FROM (SELECT min(month) AS month FROM store.investment_report WHERE load_id > CAST(getvariable('scored_since') AS INTEGER)
          UNION ALL
          SELECT min(month) FROM store.investment_report WHERE replaced_by > CAST(getvariable('scored_since') AS INTEGER))
),
other AS (SELECT max(load_id) AS load_id FROM store.load WHERE dataset IS DISTINCT FROM 'investment_report')
SELECT s.*
FROM scoring_candidate AS s
CROSS JOIN scoring_scheme AS d
CROSS JOIN touched AS t
CROSS JOIN other AS o
LEFT JOIN scoring_quarter AS q ON q.year = s.year AND q.quarter = s.quarter
WHERE q.as_of = s.as_of AND q.reported_to = s.reported_to AND q.final = s.final
      AND (s.data_version = d.data_version OR o.load_id <= s.data_version AND coalesce(t.month > s.quarter_end, true))
      AND (d.behind_year IS NULL OR (s.year, s.quarter) <> (d.behind_year, d.behind_quarter))
   OR s.final AND s.quarter_start < (SELECT min(quarter_start) FROM scoring_quarter);

DELETE FROM scoring_quarter WHERE (year, quarter) IN (SELECT (year, quarter) FROM scoring_kept);
