-- What history a load after since_load() changed. DuckDB knows from its zone maps where the
-- rows of later loads are, so that this costs next to nothing over a long history.
-- Classes are of the years before each one in play, the last of which is the as-of
-- date's.
WITH report AS (
    SELECT month FROM store.investment_report WHERE load_id > since_load()
    UNION ALL
    SELECT month FROM store.investment_report WHERE replaced_by > since_load()
),
touched AS (
    SELECT EXISTS (FROM report WHERE month < year_start(reported_to())) AS before_year,
           EXISTS (FROM report WHERE month < year_start(as_of()))
           OR EXISTS (FROM store.project WHERE load_id > since_load()) OR EXISTS (FROM store.project WHERE replaced_by > since_load())
           OR EXISTS (FROM store.annual_plan WHERE load_id > since_load()) OR EXISTS (FROM store.annual_plan WHERE replaced_by > since_load()) AS class
)
SELECT k.name
FROM touched AS t, (VALUES ('investment_before_year', t.before_year), ('forecast_class', t.class)) AS k(name, touched)
WHERE k.touched
