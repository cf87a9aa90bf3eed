{{- /* Forecasts of projects, those that will miss most of their plan first. */ -}}
WITH shown AS (
    SELECT f.*, s.slip_probability AS start_slip, c.slip_probability AS completion_slip,
           s.expected_start, c.expected_completion
    FROM project_forecast_by_method AS f
    LEFT JOIN start_forecast AS s ON s.project_key = f.project_key AND s.year = f.year
    LEFT JOIN completion_forecast AS c ON c.project_key = f.project_key AND c.year = f.year
    WHERE true
{{- if .Year}} AND f.year = {{.Year}}{{end}}
{{- if and .Method (ne .Method "all")}} AND f.method = {{.Literal .Method}}{{else if ne .Method "all"}} AND f.is_default{{end}}
)
{{- if .Raw}}
SELECT year, project_id, name, level, district, sector, project_type, owner, method, is_default, month, months_left,
       planned_investment, completed, completion_ratio, forecast_low, forecast, forecast_high, forecast_ratio, range_from,
       pace_needed, recent_pace, start_slip AS start_slip_probability, expected_start, completion_slip AS completion_slip_probability, expected_completion
FROM shown
ORDER BY year, planned_investment - forecast DESC, project_id, method
{{- else}}
SELECT s.year AS {{.Say "年度" "year"}}, s.name AS {{.Say "项目" "project"}}, s.district AS {{.Say "区市县" "district"}},
       CAST(s.planned_investment / {{.Scale}} AS DECIMAL(18, {{.Fine}})) AS {{.Say "计划" "planned"}},
       CAST(s.completed / {{.Scale}} AS DECIMAL(18, {{.Fine}})) AS {{.Say "已完成" "completed"}},
       CAST(s.forecast_low / {{.Scale}} AS DECIMAL(18, {{.Fine}})) AS {{.Say "全年低" "low"}},
       CAST(s.forecast / {{.Scale}} AS DECIMAL(18, {{.Fine}})) AS {{.Say "全年中" "middle"}},
       CAST(s.forecast_high / {{.Scale}} AS DECIMAL(18, {{.Fine}})) AS {{.Say "全年高" "high"}},
       CAST(100 * s.forecast_ratio AS DECIMAL(18, 1)) AS {{.Say "预计完成率%" "year %"}},
       CAST(s.pace_needed / {{.Scale}} AS DECIMAL(18, {{.Fine}})) AS {{.Say "需月均" "needed a month"}},
       CAST(s.recent_pace / {{.Scale}} AS DECIMAL(18, {{.Fine}})) AS {{.Say "近三月月均" "recent a month"}},
       CAST(100 * s.start_slip AS DECIMAL(18, 0)) AS {{.Say "开工逾期%" "start slips %"}},
       CAST(100 * s.completion_slip AS DECIMAL(18, 0)) AS {{.Say "竣工逾期%" "completion slips %"}},
       {{if .Zh}}m.title_zh{{else}}m.title_en{{end}} AS {{.Say "方法" "method"}}
FROM shown AS s
JOIN forecast_method AS m ON m.method = s.method
ORDER BY s.year, s.planned_investment - s.forecast DESC, s.project_id, s.method
{{- end}}
