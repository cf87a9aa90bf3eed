/*
metrics:
  shixu_investment_forecast_$currency:
    help: Investment that will have been completed by the year's end, by the default method of forecasting (shixu_investment_forecast_info).
    zh: 预计全年完成投资，按默认方法（见 shixu_investment_forecast_info）
    value: forecast
labels: [year, level, district, sector, project_type]
max_series: 20000
*/
SELECT year, level, district, sector, project_type, sum(forecast) AS forecast
FROM forecast_cell
GROUP BY year, level, district, sector, project_type
