/*
title: {zh: 线性外推, en: Linear}
note:
  zh: 累计完成除以已过月份占全年比例。
  en: What is completed over the part of the year that has passed.
source: glossary §3, formula 6
*/
SELECT project_key, year, greatest(completed, 0) * 12.0 / nullif(month, 0) AS middle
FROM forecast_input
