-- The key projects are some of the measures' columns; an estimate of ours is no
-- forecast of theirs.
CREATE OR REPLACE TEMP VIEW key_project AS
SELECT project_id, year, project_key, name, level, district, sector, project_type, owner, owner_kind,
       total_investment, planned_investment, plan_kind,
       planned_start, planned_start_precision, actual_start, actual_start_precision,
       planned_completion, planned_completion_precision,
       CASE WHEN forecast_source <> 'estimated' THEN forecast_completion END AS forecast_completion,
       actual_completion, actual_completion_precision,
       planned_in_service, planned_in_service_precision, actual_in_service, actual_in_service_precision,
       project_stage, completed, last_month
FROM project_measure;
