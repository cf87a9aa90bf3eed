/*
metrics:
  shixu_warnings:
    help: Warnings as they stand on the as-of date; of those that are closed, the ones closed in its year.
    zh: 预警数，为截至日期的状态；已销号的只计当年
    value: warnings
labels: [rule, severity, state, district]
max_series: 20000
*/
-- Rules that are on have a real 0 in the state raised and their lightest
-- severity for every district, so that an alert that is over is told from a rule that is off;
-- beyond a hundred districts that would be too many series.
WITH counted AS (
    SELECT rule, severity, state, district, count(*) AS warnings
    FROM warning
    WHERE state <> 'closed' OR year(closed_on) = date_part('year', $as_of)
    GROUP BY rule, severity, state, district
),
place AS (
    SELECT DISTINCT coalesce(d.name_zh, 'unknown') AS district
    FROM (
        SELECT DISTINCT p.district_code
        FROM store.annual_plan AS a
        JOIN store.project AS p ON p.project_key = a.project_key AND is_known(p.load_id, p.replaced_by)
        WHERE a.year = date_part('year', $as_of) AND is_known(a.load_id, a.replaced_by)
    ) AS c
    LEFT JOIN store.district AS d ON d.code = c.district_code AND is_known(d.load_id, d.replaced_by)
),
zero AS (
    SELECT r.rule, r.severity, 'raised' AS state, p.district
    FROM (SELECT rule, arg_min(severity, severity_rank) AS severity FROM warning_rule GROUP BY rule) AS r
    CROSS JOIN place AS p
    WHERE (SELECT count(*) FROM place) <= 100 AND EXISTS (SELECT 1 FROM warning_evaluated)
)
SELECT coalesce(c.rule, z.rule) AS rule, coalesce(c.severity, z.severity) AS severity, coalesce(c.state, z.state) AS state,
       coalesce(c.district, z.district) AS district, coalesce(c.warnings, 0) AS warnings
FROM counted AS c
FULL JOIN zero AS z ON z.rule = c.rule AND z.severity = c.severity AND z.state = c.state AND z.district = c.district
