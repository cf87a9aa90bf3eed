/*
metrics:
  shixu_projects:
    help: Key projects of the plan year by their stage on the as-of date.
    zh: 计划年度重点项目数，按截至日期所处阶段
    value: projects
labels: [year, level, district, sector, project_type, project_stage]
max_series: 20000
*/
-- Stages that occur in the year have a 0 where none is in them (keeps_zeros).
WITH k AS (
    SELECT year, level, district, sector, project_type, project_stage, sum(projects) AS projects
    FROM measure_cell GROUP BY year, level, district, sector, project_type, project_stage
),
cell AS (SELECT DISTINCT year, level, district, sector, project_type FROM k),
stage AS (SELECT DISTINCT year, project_stage FROM k)
SELECT cell.year, cell.level, cell.district, cell.sector, cell.project_type, stage.project_stage, coalesce(k.projects, 0) AS projects
FROM cell
JOIN stage ON stage.year = cell.year
LEFT JOIN k ON k.year = cell.year AND k.level = cell.level AND k.district = cell.district AND k.sector = cell.sector
           AND k.project_type = cell.project_type AND k.project_stage = stage.project_stage
QUALIFY projects > 0 OR keeps_zeros(cell.year, cell.level, cell.district, cell.sector, cell.project_type)
