{{- /* Forecasts of groups: for machines the view's columns, for people amounts in a bigger unit and percent. */ -}}
WITH shown AS (
    SELECT * FROM group_forecast_by_method
    WHERE kind = {{.Literal .Kind}}
{{- if .Year}} AND year = {{.Year}}{{end}}
{{- if and .Method (ne .Method "all")}} AND method = {{.Literal .Method}}{{else if and (ne .Method "all") (ne .Kind "city")}} AND is_default{{end}}
)
{{- if .Raw}}
SELECT year, kind, name, method, is_default, month, months_left, projects, planned_investment, completed, completion_ratio,
       forecast_low, forecast, forecast_high, forecast_ratio, range_from, target, target_from, pace_needed, recent_pace
FROM shown
ORDER BY year, forecast_ratio NULLS LAST, name, is_default DESC, method
{{- else}}
SELECT s.year AS {{.Say "年度" "year"}},
{{- if ne .Kind "city"}}
       s.name AS {{.Say "名称" "name"}},
{{- end}}
       s.projects AS {{.Say "项目数" "projects"}},
       CAST(s.planned_investment / {{.Scale}} AS DECIMAL(18, {{.Digits}})) AS {{.Say "计划" "planned"}},
       CAST(s.completed / {{.Scale}} AS DECIMAL(18, {{.Digits}})) AS {{.Say "已完成" "completed"}},
       CAST(100 * s.completion_ratio AS DECIMAL(18, 1)) AS {{.Say "完成率%" "done %"}},
       CAST(s.forecast_low / {{.Scale}} AS DECIMAL(18, {{.Digits}})) AS {{.Say "全年低" "low"}},
       CAST(s.forecast / {{.Scale}} AS DECIMAL(18, {{.Digits}})) AS {{.Say "全年中" "middle"}},
       CAST(s.forecast_high / {{.Scale}} AS DECIMAL(18, {{.Digits}})) AS {{.Say "全年高" "high"}},
       CAST(100 * s.forecast_ratio AS DECIMAL(18, 1)) AS {{.Say "预计完成率%" "year %"}},
       CAST(s.pace_needed / {{.Scale}} AS DECIMAL(18, {{.Digits}})) AS {{.Say "需月均" "needed a month"}},
       CAST(s.recent_pace / {{.Scale}} AS DECIMAL(18, {{.Digits}})) AS {{.Say "近三月月均" "recent a month"}},
       {{if .Zh}}m.title_zh{{else}}m.title_en{{end}} || CASE WHEN s.is_default AND {{if eq .Method "" "all"}}true{{else}}false{{end}} AND s.kind = 'city' THEN ' *' ELSE '' END AS {{.Say "方法" "method"}}
FROM shown AS s
JOIN forecast_method AS m ON m.method = s.method
ORDER BY s.year, {{if eq .Kind "city"}}s.is_default DESC, {{end}}s.forecast_ratio NULLS LAST, s.name, s.method
{{- end}}
