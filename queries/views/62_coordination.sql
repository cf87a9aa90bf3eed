-- How coordination items (需协调事项) age and how many are solved, by element, by
-- the body responsible and by district (glossary 1.5: resolved over raised, 160
-- of 281 = 56.9 %; open, overdue, median age, by type, owner and level).

-- Ages in days: a month, a quarter, half a year and beyond. Defaults of ours.
CREATE OR REPLACE MACRO age_bucket(days) AS
    CASE WHEN days <= 30 THEN '0-30' WHEN days <= 90 THEN '31-90' WHEN days <= 180 THEN '91-180' ELSE '181+' END;

-- An item without a due date can be neither overdue nor late; how many there
-- are stands beside.
CREATE OR REPLACE VIEW coordination_by_group AS
WITH item AS (
    SELECT year, element, coalesce(responsible, 'unknown') AS responsible, district, state, age_days, due_on,
           coalesce(overdue, false) AS overdue, coalesce(resolved_on > due_on, false) AS late
    FROM coordination
)
SELECT year,
       CASE WHEN grouping(element) = 0 THEN 'element' WHEN grouping(responsible) = 0 THEN 'responsible'
            WHEN grouping(district) = 0 THEN 'district' ELSE 'city' END AS dimension,
       coalesce(element, responsible, district, '') AS member,
       count(*) AS raised,
       count(*) FILTER (state = 'resolved') AS resolved,
       count(*) FILTER (state = 'open') AS open,
       count(*) FILTER (state = 'resolved') / count(*) AS resolution_rate,
       count(*) FILTER (overdue) AS overdue,
       count(*) FILTER (late) AS resolved_late,
       count(*) FILTER (due_on IS NULL) AS without_due_date,
       median(age_days) FILTER (state = 'resolved') AS median_days_to_resolve,
       median(age_days) FILTER (state = 'open') AS median_days_open,
       max(age_days) FILTER (state = 'open') AS oldest_days,
       count(*) FILTER (state = 'open' AND age_bucket(age_days) = '0-30') AS open_0_30,
       count(*) FILTER (state = 'open' AND age_bucket(age_days) = '31-90') AS open_31_90,
       count(*) FILTER (state = 'open' AND age_bucket(age_days) = '91-180') AS open_91_180,
       count(*) FILTER (state = 'open' AND age_bucket(age_days) = '181+') AS open_181
FROM item
GROUP BY GROUPING SETS ((year), (year, element), (year, responsible), (year, district));

COMMENT ON VIEW coordination_by_group IS '需协调事项的历时、逾期与解决率：全市及各要素、责任单位、区市县 / Ageing, overdue and resolution of coordination items, for the city and each element, responsible body and district';
COMMENT ON COLUMN coordination_by_group.year IS '提出年度 / Year they were raised in';
COMMENT ON COLUMN coordination_by_group.dimension IS '分组方式 / Grouped by: city, element, responsible, district';
COMMENT ON COLUMN coordination_by_group.member IS '组名；全市为空串 / The group; empty for the city';
COMMENT ON COLUMN coordination_by_group.raised IS '提出数 / Raised';
COMMENT ON COLUMN coordination_by_group.resolved IS '已解决数 / Resolved';
COMMENT ON COLUMN coordination_by_group.open IS '未解决数 / Open';
COMMENT ON COLUMN coordination_by_group.resolution_rate IS '解决率 / Resolved over raised';
COMMENT ON COLUMN coordination_by_group.overdue IS '逾期未解决数 / Open past their due date';
COMMENT ON COLUMN coordination_by_group.resolved_late IS '逾期后解决数 / Resolved after their due date';
COMMENT ON COLUMN coordination_by_group.without_due_date IS '无办结时限数 / Without a due date';
COMMENT ON COLUMN coordination_by_group.median_days_to_resolve IS '解决用时中位数（天） / Median days from raising to resolving';
COMMENT ON COLUMN coordination_by_group.median_days_open IS '未解决事项历时中位数（天） / Median days that open items have been open';
COMMENT ON COLUMN coordination_by_group.oldest_days IS '未解决事项最长历时（天） / Days of the oldest open item';
COMMENT ON COLUMN coordination_by_group.open_0_30 IS '未解决，30 天以内 / Open for up to 30 days';
COMMENT ON COLUMN coordination_by_group.open_31_90 IS '未解决，31 至 90 天 / Open for 31 to 90 days';
COMMENT ON COLUMN coordination_by_group.open_91_180 IS '未解决，91 至 180 天 / Open for 91 to 180 days';
COMMENT ON COLUMN coordination_by_group.open_181 IS '未解决，超过 180 天 / Open for more than 180 days';
