/*
title: {zh: 季节比重, en: Seasonal share}
note:
  zh: 累计完成除以往年同月累计占全年比重；无往年时用公开完成率推得的比重。
  en: What is completed over the share of the year that past years had done by this month; the prior's share where there are none.
source: glossary §3, formula 6; the prior after §1.6
*/
SELECT project_key, year, greatest(completed, 0) / nullif(share, 0) AS middle
FROM forecast_input
