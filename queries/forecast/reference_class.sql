/*
title: {zh: 往年同类, en: Reference class}
note:
  zh: 加上往年同类项目在该月以后完成的部分（占各自年度计划）。同类：同行业、同规模，不足 30 个取同类型，再不足取全部；区间为单个项目的十分位与九十分位。
  en: What past projects of its class completed after this month, as a share of their plans, is added. The class is its sector and size, or with fewer than 30 members its type, or all; the range is their tenth to ninetieth percentile.
source: glossary §3, formula 6; reference class forecasting
*/
-- A share of the plan is added, not a ratio to what is completed taken: projects
-- that have completed nothing yet have a forecast too, and completing more
-- never lowers it. The class's middle is a ratio of sums, so that forecasts of
-- projects add up to their group's.
SELECT project_key, year,
       greatest(completed, 0) + planned * greatest(class_remaining, 0) AS middle,
       greatest(completed, 0) + planned * greatest(class_remaining_low, 0) AS low,
       greatest(completed, 0) + planned * greatest(class_remaining_high, 0) AS high
FROM forecast_input
WHERE class_remaining IS NOT NULL
