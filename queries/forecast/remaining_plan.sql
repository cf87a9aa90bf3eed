/*
title: {zh: 余下按计划, en: The rest as planned}
note:
  zh: 余下各月按计划（分月计划或时序）推进，已有的超前或滞后不变。
  en: The months left go as planned, by monthly plan or calendar; what is ahead or behind so far stays so.
source: earned value's estimate at completion for a variance that does not go on, actual + (plan - earned)
*/
SELECT project_key, year, greatest(completed, 0) + greatest(planned - planned_to_date, 0) AS middle
FROM forecast_input
