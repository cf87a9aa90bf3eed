-- Where a year's plan should stand month by month, and how far along it is what
-- was done. A curve is a list of twelve cumulative figures; before the first
-- month stands nothing.

-- Months that a curve leaves open are drawn straight between those it gives,
-- from nothing before January to the year's plan in December: quarterly targets
-- (Yinchuan: 45 % by June, 70 % by September; glossary 1.6) are four points.
CREATE OR REPLACE MACRO curve_value(points, fixed, m) AS
    CASE WHEN points[m + 1] IS NOT NULL THEN points[m + 1]
         ELSE points[list_max(list_filter(fixed, lambda i: i <= m)) + 1]
              + (points[list_min(list_filter(fixed, lambda i: i > m)) + 1] - points[list_max(list_filter(fixed, lambda i: i <= m)) + 1])
              * (m - list_max(list_filter(fixed, lambda i: i <= m)))
              / (list_min(list_filter(fixed, lambda i: i > m)) - list_max(list_filter(fixed, lambda i: i <= m))) END;
CREATE OR REPLACE MACRO curve_of(points) AS
    list_transform(range(1, 13), lambda m: curve_value(points, list_filter(range(0, 13), lambda i: points[i + 1] IS NOT NULL), m));

-- The curve of a project's monthly plan: `given` holds what it says of each of
-- the twelve months, NULL where it says nothing.
CREATE OR REPLACE MACRO curve_through(given, year_plan) AS
    CASE WHEN len(list_filter(given, lambda g: g IS NULL)) = 0 THEN CAST(given AS DOUBLE[])
         ELSE curve_of([CAST(0 AS DOUBLE)] || CAST(given[1:11] AS DOUBLE[]) || [CAST(coalesce(given[12], year_plan) AS DOUBLE)]) END;

-- Earned schedule (Lipke; glossary 3.5), in months: ES = C + I, with C the last
-- month whose planned value is reached, and I the part of the way to the next:
--   I = (EV - PV_C) / (PV_C+1 - PV_C).
-- Nothing is clamped: what is done beyond the year's plan counts at the plan's
-- average pace (EV / PV_12 years), and a negative total at that of January.
CREATE OR REPLACE MACRO months_reached(done, curve) AS
    coalesce(list_max(list_filter(range(1, 13), lambda m: curve[m] <= done)), 0);
CREATE OR REPLACE MACRO months_earned(done, curve, reached) AS
    CASE WHEN done IS NULL OR curve IS NULL OR NOT coalesce(curve[12] > 0, false) THEN NULL
         WHEN reached = 12 THEN 12 * done / curve[12]
         WHEN reached = 0 THEN coalesce(done / nullif(curve[1], 0), 0)
         ELSE reached + (done - curve[reached]) / (curve[reached + 1] - curve[reached]) END;
CREATE OR REPLACE MACRO earned_schedule(done, curve) AS
    months_earned(CAST(done AS DOUBLE), CAST(curve AS DOUBLE[]), months_reached(CAST(done AS DOUBLE), CAST(curve AS DOUBLE[])));

-- Monthly plans of a year, one row a project.
CREATE OR REPLACE MACRO monthly_plans(of_year) AS TABLE
SELECT project_key,
       [max(planned_ytd) FILTER (month(month) = 1), max(planned_ytd) FILTER (month(month) = 2), max(planned_ytd) FILTER (month(month) = 3),
        max(planned_ytd) FILTER (month(month) = 4), max(planned_ytd) FILTER (month(month) = 5), max(planned_ytd) FILTER (month(month) = 6),
        max(planned_ytd) FILTER (month(month) = 7), max(planned_ytd) FILTER (month(month) = 8), max(planned_ytd) FILTER (month(month) = 9),
        max(planned_ytd) FILTER (month(month) = 10), max(planned_ytd) FILTER (month(month) = 11), max(planned_ytd) FILTER (month(month) = 12)] AS given
FROM store.monthly_plan
WHERE month BETWEEN make_date(of_year, 1, 1) AND make_date(of_year, 12, 31) AND is_known(load_id, replaced_by) AND in_question(project_key)
GROUP BY project_key;
