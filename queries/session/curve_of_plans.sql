-- calendar: curve without a curve of the city's own: the share of the year's plan
-- that the monthly plans put before each month's end, over the projects that have
-- one for it (glossary 1.3). Without monthly plans it is the calendar by months.
SET VARIABLE plan_curve = (
    WITH share AS (
        SELECT month(m.month) AS month, CAST(sum(m.planned_ytd) AS DOUBLE) / nullif(sum(a.planned_investment), 0) AS share
        FROM store.monthly_plan AS m
        JOIN store.annual_plan AS a ON a.project_key = m.project_key AND a.year = year(m.month) AND is_known(a.load_id, a.replaced_by)
        WHERE is_known(m.load_id, m.replaced_by) AND year(m.month) = date_part('year', coalesce(reported_to(), as_of()))
        GROUP BY month(m.month)
    )
    SELECT CASE WHEN count(s.share) > 0 THEN curve_through(list(s.share ORDER BY t.month), 1) END
    FROM (SELECT unnest(range(1, 13)) AS month) AS t
    LEFT JOIN share AS s ON s.month = t.month
);
