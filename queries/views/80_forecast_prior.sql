-- What is assumed where no past year has been loaded. Every figure is either
-- published (glossary 1.3, 1.4, 1.6) or said to be ours.

-- The share of a year's investment that is done by the end of each month.
-- Published are completion rates against the plan, of several places and
-- years. What one place did between two months of one year does not depend on
-- how high its plan was set, so the rates are chained:
--   September  0.725 = 81.4 (Chengdu 2023) / 112.2 (Chengdu, whole year 2024)
--   May        0.405 = September * 56.5 / 101.1 (Sichuan 2023)
--   June       0.489 = August * mean of 64.3 / 82.6 (Sichuan 2021) and 55.6 / 75.8 (Sichuan 2020)
--   August     0.647 : two thirds of the way from June to September
--   April      0.313 = June * 33.1 / 51.6 (Sichuan 2012)
--   March      0.242 = 27.2 (Chengdu 2022) / 112.2
-- Months without a published rate lie on the line between their neighbours.
CREATE OR REPLACE VIEW forecast_prior AS
SELECT CAST(month AS TINYINT) AS month, CAST(share AS DOUBLE) AS share, published
FROM (VALUES
    (0, 0.000, true), (1, 0.081, false), (2, 0.161, false), (3, 0.242, true),
    (4, 0.313, true), (5, 0.405, true), (6, 0.489, true), (7, 0.568, false),
    (8, 0.647, false), (9, 0.725, true), (10, 0.817, false), (11, 0.908, false), (12, 1.000, true)
) AS t(month, share, published);
COMMENT ON VIEW forecast_prior IS '无历史数据时采用的各月累计完成占全年比重 / Share of a year that is done by each month, where no past year is loaded';
COMMENT ON COLUMN forecast_prior.month IS '月份，0 为年初 / Month; 0: the year''s beginning';
COMMENT ON COLUMN forecast_prior.share IS '累计完成占全年比重 / Share of the year done by the end of the month';
COMMENT ON COLUMN forecast_prior.published IS '由公开完成率推得；否则为内插 / Follows from published rates; else it lies between two that do';

-- How far off a forecast may be at the year's beginning, as a share of itself or
-- of the plan, whichever is more; it shrinks with the part of the year that is left. Half of it by June, 12 %,
-- is how far Sichuan's June rates of 2012, 2020 and 2021 (51.6, 55.6, 64.3)
-- lie from their mean. Nothing is published of smaller groups and of single
-- projects: their widths are ours.
CREATE OR REPLACE VIEW forecast_prior_width AS
SELECT kind, CAST(width AS DOUBLE) AS width
FROM (VALUES ('city', 0.24), ('level', 0.36), ('district', 0.36), ('sector', 0.36), ('project_type', 0.36),
             ('owner', 0.48), ('project', 0.72)) AS t(kind, width);
COMMENT ON VIEW forecast_prior_width IS '未做回测时预测区间的半宽（年初，占预测与计划中较大者） / Half width of a forecast''s range at the year''s beginning, where nothing was backtested';
COMMENT ON COLUMN forecast_prior_width.kind IS '分组 / Grouping: city, level, district, sector, project_type, owner, project';
COMMENT ON COLUMN forecast_prior_width.width IS '半宽占预测与计划中较大者的比例 / Half width as a share of the forecast or the plan, whichever is more';

-- How late projects start and finish: the share that has not, so many months
-- (30.4375 days) after the end of the planned period. Published of starts
-- (glossary 1.4): of 140 due, 11 early and 33 not as planned. What comes
-- between is a line; the rate of those who are late, a tenth of them a month,
-- is ours, and so is that completions are no better.
CREATE OR REPLACE VIEW date_prior AS
SELECT CAST(months AS SMALLINT) AS months,
       CASE WHEN months <= -12 THEN 1.0
            WHEN months <= -3 THEN 1 - 11 / 140.0 * (months + 12) / 9
            WHEN months <= 0 THEN 129 / 140.0 - 96 / 140.0 * (months + 3) / 3
            ELSE 33 / 140.0 * pow(0.9, months) END AS pending
FROM range(-60, 121) AS t(months);
COMMENT ON VIEW date_prior IS '无历史数据时采用的未开工（未竣工）比例 / Share of projects that have not started (or finished), where no past projects are known';
COMMENT ON COLUMN date_prior.months IS '距计划期末月数，负为之前 / Months after the end of the planned period; negative: before';
COMMENT ON COLUMN date_prior.pending IS '仍未开工（竣工）的比例 / Share that has not';
