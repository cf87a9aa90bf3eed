/*
title: {zh: 近三月进度, en: Pace of the last three months}
note:
  zh: 余下各月按近三个月月均完成推进；为负（冲减）的按零计。
  en: The months left go as the last three did; a pace below zero, which a correction makes, counts as none.
source: glossary §3, formula 6
*/
SELECT project_key, year, greatest(completed, 0) + greatest(recent_pace, 0) * months_left AS middle
FROM forecast_input
WHERE recent_pace IS NOT NULL
