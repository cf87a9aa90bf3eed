/*
metrics:
  shixu_city_investment_forecast_low_$currency:
    help: Low end of the range of the city's year; one year in ten ends below.
    zh: 全市全年预测区间的低值
    value: city_low
    labels: [year]
  shixu_city_investment_forecast_high_$currency:
    help: High end of the range of the city's year; one year in ten ends above.
    zh: 全市全年预测区间的高值
    value: city_high
    labels: [year]
  shixu_district_investment_forecast_low_$currency:
    help: Low end of the range of a district's year. Ranges do not add up, since not all districts end low at once.
    zh: 各区市县全年预测区间的低值；不可相加，各地不会同时偏低
    value: district_low
    labels: [year, district]
  shixu_district_investment_forecast_high_$currency:
    help: High end of the range of a district's year. Ranges do not add up, since not all districts end high at once.
    zh: 各区市县全年预测区间的高值；不可相加，各地不会同时偏高
    value: district_high
    labels: [year, district]
  shixu_investment_forecast_info:
    help: Which method forecasts the year, what chose it, and what the city's range is made from; the value is always 1.
    zh: 全年预测所用方法、选定依据与区间依据；值恒为 1
    type: info
    value: one
    labels: [year, method, chosen_by, range_from]
  shixu_investment_forecast_error_ratio:
    help: Median error of that method at this month in the backtest, of the grouping by which it was chosen; absent without one.
    zh: 该方法该月在回测中的中位误差（选定默认方法的分组）；未回测则无
    value: error
    labels: [year]
max_series: 2000
*/
SELECT g.year, CASE WHEN g.kind = 'district' THEN g.name END AS district,
       CASE WHEN g.kind = 'city' THEN g.forecast_low END AS city_low, CASE WHEN g.kind = 'city' THEN g.forecast_high END AS city_high,
       CASE WHEN g.kind = 'district' THEN g.forecast_low END AS district_low, CASE WHEN g.kind = 'district' THEN g.forecast_high END AS district_high,
       CASE WHEN g.kind = 'city' THEN 1 END AS one, g.method, d.chosen_by, g.range_from,
       CASE WHEN g.kind = 'city' THEN b.median_error END AS error
FROM group_forecasts('store.forecast_total') AS g -- all groups but owners
JOIN forecast_default AS d ON d.year = g.year
LEFT JOIN forecast_backtest AS b ON b.is_default AND b.month = g.month AND b.to_year < g.year
WHERE g.kind IN ('city', 'district')
