/*
explains:
  shixu_warned_projects: project
*/
-- The projects that were warned of their start or progress, each once a year.
SELECT w.year, 1 AS project, w.project_id, any_value(w.name) AS name, any_value(w.district) AS district, string_agg(w.kind, ', ' ORDER BY w.kind) AS kinds,
       sum(w.warnings) AS warnings, min(w.first_on) AS first_on
FROM warned_project AS w
WHERE w.kind IN ('start', 'progress') AND w.year IN (year(coalesce(reported_to(), as_of())), year(as_of()))
GROUP BY w.year, w.project_id
ORDER BY w.year, min(w.first_on), w.project_id
