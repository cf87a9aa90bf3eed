-- Real zeros, so that "none" is told from "not known", without a series for
-- every combination of level, district, sector and project type: a thousand
-- projects have hundreds of those. A combination where everything is 0 stands
-- only if it is the first of its district, sector, type or level: a sum by any
-- of these then finds its zero.
CREATE OR REPLACE MACRO keeps_zeros(year, level, district, sector, project_type) AS
    dense_rank() OVER (PARTITION BY year, district ORDER BY level, sector, project_type) = 1
    OR dense_rank() OVER (PARTITION BY year, sector ORDER BY level, district, project_type) = 1
    OR dense_rank() OVER (PARTITION BY year, project_type ORDER BY level, district, sector) = 1
    OR dense_rank() OVER (PARTITION BY year, level ORDER BY district, sector, project_type) = 1;
