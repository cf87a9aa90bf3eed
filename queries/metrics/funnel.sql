/*
metrics:
  shixu_funnel_projects:
    help: Projects that have reached a step on the way from reserve to service.
    zh: 从储备到投用的路上，已到达某一步的项目数
    value: projects
  shixu_funnel_converted_projects:
    help: Projects that have reached a step and also the next one; over shixu_funnel_projects it is the conversion rate.
    zh: 已到达某一步并已到达下一步的项目数；除以 shixu_funnel_projects 为转化率
    value: went_on
labels: [year, district, step]
max_series: 1000
*/
WITH counted AS (
    SELECT district,
           count(*) FILTER (at_reserve) AS reserve, count(*) FILTER (at_reserve AND at_preparation) AS from_reserve,
           count(*) FILTER (at_preparation) AS preparation, count(*) FILTER (at_preparation AND at_start) AS from_preparation,
           count(*) FILTER (at_start) AS start, count(*) FILTER (at_start AND at_construction) AS from_start,
           count(*) FILTER (at_construction) AS construction, count(*) FILTER (at_construction AND at_completion) AS from_construction,
           count(*) FILTER (at_completion) AS completion, count(*) FILTER (at_completion AND at_service) AS from_completion,
           count(*) FILTER (at_service) AS service
    FROM project_step GROUP BY district
)
SELECT CAST(date_part('year', $as_of) AS SMALLINT) AS year, c.district, s.step, s.projects, s.went_on
FROM counted AS c,
     LATERAL (VALUES ('reserve', c.reserve, c.from_reserve), ('preparation', c.preparation, c.from_preparation), ('start', c.start, c.from_start),
                     ('construction', c.construction, c.from_construction), ('completion', c.completion, c.from_completion),
                     ('service', c.service, NULL)) AS s(step, projects, went_on)
