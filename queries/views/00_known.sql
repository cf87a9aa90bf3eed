-- What a session sees. A session that sets the variable known_loads to the
-- loads known on some day sees the rows of that day:
--   SET VARIABLE known_loads = (SELECT list(load_id) FROM load WHERE known_on <= DATE '2023-10-05');
--   SET VARIABLE known_on = DATE '2023-10-05';
-- Where it is not set the test is folded to "replaced_by IS NULL" before the
-- query runs, and costs nothing.
CREATE OR REPLACE MACRO known_loads() AS CAST(getvariable('known_loads') AS INTEGER[]);
CREATE OR REPLACE MACRO is_known(load_id, replaced_by) AS
    CASE WHEN known_loads() IS NULL THEN replaced_by IS NULL
         ELSE list_contains(known_loads(), load_id)
              AND (replaced_by IS NULL OR NOT list_contains(known_loads(), replaced_by))
    END;

-- Whether a project is one of those that are computed anew. A refresh that has the
-- others from before sets the variable projects_in_question to a string of bits, one
-- for each project_key (queries/session/share_touched.sql); not set, all are, and the
-- test is folded away.
CREATE OR REPLACE MACRO in_question(project_key) AS
    coalesce(get_bit(CAST(getvariable('projects_in_question') AS BIT), project_key) = 1, true);

-- Up to which load a refresh has what it would go on from (the variable since_load):
-- rows that came or were replaced later are what it must look at.
CREATE OR REPLACE MACRO since_load() AS CAST(getvariable('since_load') AS INTEGER);

-- The day of that knowledge, for what is no row of a load: a step of a warning is
-- known from its day on, also where it was filled in later. NULL: all is known.
CREATE OR REPLACE MACRO known_on() AS CAST(getvariable('known_on') AS DATE);
CREATE OR REPLACE MACRO known_until(day) AS least(day, coalesce(known_on(), day));
