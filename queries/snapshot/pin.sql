-- What a copy of the warehouse speaks of when it is opened without Shixu: the
-- dates, the calendar and the knowledge it was made for. A session may still
-- set the variables: SET VARIABLE as_of = DATE '2023-06-30' (then reported_to
-- with it), known_loads and known_on, calendar.
CREATE OR REPLACE MACRO as_of() AS coalesce(CAST(getvariable('as_of') AS DATE), $as_of);
CREATE OR REPLACE MACRO reported_to() AS
    CASE WHEN getvariable('as_of') IS NOT NULL THEN CAST(getvariable('reported_to') AS DATE) ELSE $reported_to END;
CREATE OR REPLACE MACRO calendar() AS coalesce(CAST(getvariable('calendar') AS VARCHAR), $calendar);
CREATE OR REPLACE MACRO plan_curve() AS
    CASE WHEN calendar() = 'curve' THEN coalesce(CAST(getvariable('plan_curve') AS DOUBLE[]), $plan_curve) END;
CREATE OR REPLACE MACRO known_loads() AS coalesce(CAST(getvariable('known_loads') AS INTEGER[]), $known_loads);
CREATE OR REPLACE MACRO known_on() AS coalesce(CAST(getvariable('known_on') AS DATE), $known_on);
CHECKPOINT;
