-- The six batches (六个一批) and the way of a project from reserve to service.

-- Landmarks of the six batches that were reached by a day. What the batches
-- are called is data: no text names all six of Chengdu, and other places have
-- four, three or seven (glossary 1.2).
CREATE OR REPLACE MACRO breakthroughs_on(day) AS TABLE
SELECT CAST(year(b.achieved_on) AS SMALLINT) AS year, b.batch, b.kind, coalesce(d.name_zh, 'unknown') AS district,
       b.project_key, b.achieved_on, b.achieved_on_precision, b.points
FROM store.breakthrough AS b
LEFT JOIN store.project AS p ON p.project_key = b.project_key AND is_known(p.load_id, p.replaced_by)
LEFT JOIN store.district AS d ON d.code = p.district_code AND is_known(d.load_id, d.replaced_by)
WHERE is_known(b.load_id, b.replaced_by) AND happened(b.achieved_on, b.achieved_on_precision, day);

CREATE OR REPLACE VIEW breakthrough_by_batch AS
SELECT year, batch, district, count(*) AS breakthroughs, count(DISTINCT project_key) AS projects, coalesce(sum(points), 0) AS points
FROM breakthroughs_on(as_of())
GROUP BY year, batch, district;
COMMENT ON VIEW breakthrough_by_batch IS '六个一批标志性突破性进展与得分，按批次和区市县 / Landmarks of the six batches and their points, by batch and district';
COMMENT ON COLUMN breakthrough_by_batch.year IS '取得年度 / Year achieved';
COMMENT ON COLUMN breakthrough_by_batch.batch IS '批次 / Batch';
COMMENT ON COLUMN breakthrough_by_batch.district IS '区市县 / District';
COMMENT ON COLUMN breakthrough_by_batch.breakthroughs IS '进展数 / Landmarks';
COMMENT ON COLUMN breakthrough_by_batch.projects IS '涉及项目数 / Projects they belong to';
COMMENT ON COLUMN breakthrough_by_batch.points IS '得分 / Points';

-- The funnel: when each project came to each step, as far as that is known.
--
--   reserve       entered the reserve (储备)
--   preparation   left it, or is in a plan or at work (前期)
--   start         started (开工)
--   construction  investment was reported after the start (在建): what counts
--                 as a start varies, and a start is not yet work (银川: 开工≠入库)
--   completion    completed (竣工)
--   service       in service (投运)
--
-- Whoever came to a later step has passed the earlier ones, even where nobody
-- wrote down when: the step is reached, its date NULL. Not so the reserve: a
-- project that was never in it did not come from it. The first investment of
-- a project that was at work before the first reports is not its first; that
-- date is NULL too.
CREATE OR REPLACE VIEW project_step AS
WITH
-- Whether it ever stood in a plan is asked of those only that are at no later step.
planned AS (
    SELECT DISTINCT a.project_key
    FROM store.annual_plan AS a
    JOIN store.project AS p ON p.project_key = a.project_key AND is_known(p.load_id, p.replaced_by) AND p.stage IN ('reserve', 'suspended', 'cancelled')
    WHERE is_known(a.load_id, a.replaced_by) AND in_question(a.project_key) AND a.year <= date_part('year', as_of())
),
reached AS (
    SELECT p.project_key, coalesce(d.name_zh, 'unknown') AS district,
           coalesce(happened(p.reserved_on, p.reserved_on_precision, as_of()), false) AS reserved, p.reserved_on,
           coalesce(happened(p.converted_on, p.converted_on_precision, as_of()), false) AS converted, p.converted_on,
           n.project_key IS NOT NULL AS planned,
           coalesce(happened(p.actual_start, p.actual_start_precision, as_of()), false) AS started, p.actual_start,
           coalesce(happened(p.actual_completion, p.actual_completion_precision, as_of()), false) AS completed, p.actual_completion,
           coalesce(happened(p.actual_in_service, p.actual_in_service_precision, as_of()), false) AS serving, p.actual_in_service,
           stage_on(as_of(), p.stage, p.actual_start, p.actual_start_precision, p.actual_completion, p.actual_completion_precision,
                    p.actual_in_service, p.actual_in_service_precision) AS stage,
           coalesce(b.first_progress_month, y.first_progress_month) AS first_progress_month
    FROM store.project AS p
    LEFT JOIN store.district AS d ON d.code = p.district_code AND is_known(d.load_id, d.replaced_by)
    LEFT JOIN planned AS n ON n.project_key = p.project_key
    LEFT JOIN (FROM investment_before_year WHERE in_question(project_key)) AS b ON b.project_key = p.project_key
    LEFT JOIN investment_in_year AS y ON y.project_key = p.project_key
    WHERE is_known(p.load_id, p.replaced_by) AND in_question(p.project_key)
),
service AS (SELECT *, serving OR stage = 'in_service' AS at_service FROM reached),
completion AS (SELECT *, completed OR at_service OR stage = 'completed' AS at_completion FROM service),
building AS (SELECT *, at_completion OR (started OR stage = 'in_construction') AND first_progress_month IS NOT NULL AS at_construction FROM completion),
beginning AS (SELECT *, started OR at_construction OR stage = 'in_construction' AS at_start FROM building)
SELECT project_key, district,
       reserved AS at_reserve, CASE WHEN reserved THEN reserved_on END AS reserve_on,
       converted OR planned OR at_start OR stage = 'preparation' AS at_preparation, CASE WHEN converted THEN converted_on END AS preparation_on,
       at_start, CASE WHEN started THEN actual_start END AS start_on,
       at_construction, first_progress_month,
       at_completion, CASE WHEN completed THEN actual_completion END AS completion_on,
       at_service, CASE WHEN serving THEN actual_in_service END AS service_on
FROM beginning;
COMMENT ON VIEW project_step IS '各项目到达储备、前期、开工、在建、竣工、投运哪一步（截至会话日期） / Which steps each project has come to, from reserve to service, as of the session''s dates';
COMMENT ON COLUMN project_step.project_key IS '项目内部序号 / Number of the project in this warehouse';
COMMENT ON COLUMN project_step.district IS '区市县 / District';
COMMENT ON COLUMN project_step.at_reserve IS '到达储备 / Whether it came to the reserve';
COMMENT ON COLUMN project_step.reserve_on IS '入库储备时间 / When it entered the reserve';
COMMENT ON COLUMN project_step.at_preparation IS '到达前期 / Whether it came to preparation';
COMMENT ON COLUMN project_step.preparation_on IS '转化落地时间 / When it left the reserve';
COMMENT ON COLUMN project_step.at_start IS '到达开工 / Whether it started';
COMMENT ON COLUMN project_step.start_on IS '开工时间 / When it started';
COMMENT ON COLUMN project_step.at_construction IS '到达在建（开工后有完成投资） / Whether investment was reported after the start';
COMMENT ON COLUMN project_step.first_progress_month IS '首次完成投资的月份 / First month in which investment was completed';
COMMENT ON COLUMN project_step.at_completion IS '到达竣工 / Whether it was completed';
COMMENT ON COLUMN project_step.completion_on IS '竣工时间 / When it was completed';
COMMENT ON COLUMN project_step.at_service IS '到达投运 / Whether it is in service';
COMMENT ON COLUMN project_step.service_on IS '投运时间 / When it entered into service';

CREATE OR REPLACE VIEW funnel_project AS
WITH opening AS (
    SELECT min(first_month) AS month
    FROM (SELECT first_month FROM investment_before_year UNION ALL SELECT first_month FROM investment_in_year)
)
SELECT i.project_id, p.name, s.district, p.total_investment, s.at_reserve, s.reserve_on, s.at_preparation, s.preparation_on, s.at_start, s.start_on,
       s.at_construction, CASE WHEN s.at_construction AND s.first_progress_month > o.month THEN greatest(last_day(s.first_progress_month), s.start_on) END AS construction_on,
       s.at_completion, s.completion_on, s.at_service, s.service_on, s.project_key
FROM project_step AS s
JOIN store.project AS p ON p.project_key = s.project_key AND is_known(p.load_id, p.replaced_by)
JOIN store.project_key AS i ON i.project_key = s.project_key
CROSS JOIN opening AS o;

COMMENT ON VIEW funnel_project IS '各项目到达储备、前期、开工、在建、竣工、投运各步的时间（截至会话日期） / When each project came to each step from reserve to service, as of the session''s dates';
COMMENT ON COLUMN funnel_project.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN funnel_project.name IS '项目名称 / Name';
COMMENT ON COLUMN funnel_project.district IS '区市县 / District';
COMMENT ON COLUMN funnel_project.total_investment IS '总投资（元） / Total investment, in currency units';
COMMENT ON COLUMN funnel_project.at_reserve IS '到达储备 / Whether it came to the reserve';
COMMENT ON COLUMN funnel_project.reserve_on IS '入库储备时间 / When it entered the reserve';
COMMENT ON COLUMN funnel_project.at_preparation IS '到达前期 / Whether it came to preparation';
COMMENT ON COLUMN funnel_project.preparation_on IS '转化落地时间 / When it left the reserve';
COMMENT ON COLUMN funnel_project.at_start IS '到达开工 / Whether it started';
COMMENT ON COLUMN funnel_project.start_on IS '开工时间 / When it started';
COMMENT ON COLUMN funnel_project.at_construction IS '到达在建（开工后有完成投资） / Whether investment was reported after the start';
COMMENT ON COLUMN funnel_project.construction_on IS '首次有完成投资的月末；早于首批填报的为空 / End of the first month with investment; NULL where it lies before the first reports';
COMMENT ON COLUMN funnel_project.at_completion IS '到达竣工 / Whether it was completed';
COMMENT ON COLUMN funnel_project.completion_on IS '竣工时间 / When it was completed';
COMMENT ON COLUMN funnel_project.at_service IS '到达投运 / Whether it is in service';
COMMENT ON COLUMN funnel_project.service_on IS '投运时间 / When it entered into service';
COMMENT ON COLUMN funnel_project.project_key IS '项目内部序号 / Number of the project in this warehouse';

-- Each step with the projects that reached it, and what became of them: how
-- many of the same projects reached the next, and after how many days (the
-- middle one of those with both dates).
CREATE OR REPLACE VIEW funnel AS
WITH step AS (
    SELECT p.district, p.total_investment, s.step, s.position, s.reached, s.next_reached,
           CASE WHEN s.reached AND s.next_reached THEN date_diff('day', s.entered_on, s.next_on) END AS days
    FROM funnel_project AS p,
         LATERAL (VALUES ('reserve', 1, p.at_reserve, p.at_preparation, p.reserve_on, p.preparation_on),
                         ('preparation', 2, p.at_preparation, p.at_start, p.preparation_on, p.start_on),
                         ('start', 3, p.at_start, p.at_construction, p.start_on, p.construction_on),
                         -- From the start, where the first investment lies before the first reports.
                         ('construction', 4, p.at_construction, p.at_completion, coalesce(p.construction_on, p.start_on), p.completion_on),
                         ('completion', 5, p.at_completion, p.at_service, p.completion_on, p.service_on),
                         ('service', 6, p.at_service, NULL, NULL, NULL)) AS s(step, position, reached, next_reached, entered_on, next_on)
)
SELECT CAST(date_part('year', as_of()) AS SMALLINT) AS year, district, position, step,
       count(*) FILTER (reached) AS projects,
       coalesce(sum(total_investment) FILTER (reached), 0) AS total_investment,
       CASE WHEN step <> 'service' THEN count(*) FILTER (reached AND next_reached) END AS went_on,
       count(*) FILTER (reached AND next_reached) / nullif(CASE WHEN step <> 'service' THEN count(*) FILTER (reached) END, 0) AS conversion_ratio,
       count(days) FILTER (days >= 0) AS dated,
       median(days) FILTER (days >= 0) AS median_days
FROM step
GROUP BY GROUPING SETS ((position, step), (district, position, step));
COMMENT ON VIEW funnel IS '项目全生命周期漏斗：储备、前期、开工、在建、竣工、投运各步的项目数、转化率与中位天数（截至会话日期） / The funnel from reserve to service: projects that reached each step, how many went on, and after how many days, as of the session''s dates';
COMMENT ON COLUMN funnel.year IS '截至日期的年度 / Year of the as-of date';
COMMENT ON COLUMN funnel.district IS '区市县；空为全市 / District; NULL: the whole city';
COMMENT ON COLUMN funnel.position IS '第几步，从 1 起 / Which step, from 1';
COMMENT ON COLUMN funnel.step IS '步骤 / Step: reserve, preparation, start, construction, completion, service';
COMMENT ON COLUMN funnel.projects IS '到达过该步的项目数 / Projects that reached the step';
COMMENT ON COLUMN funnel.total_investment IS '其总投资（元） / Their total investment, in currency units';
COMMENT ON COLUMN funnel.went_on IS '其中到达下一步的项目数 / How many of them reached the next step';
COMMENT ON COLUMN funnel.conversion_ratio IS '转化率（按项目数，同一批项目） / Share of them that did, by count';
COMMENT ON COLUMN funnel.dated IS '两步日期齐全且不颠倒的项目数 / Projects for which both dates are known, in order';
COMMENT ON COLUMN funnel.median_days IS '到下一步的天数中位数 / Median days to the next step, of those';
