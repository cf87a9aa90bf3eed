{{- /* What a leader wants to know first: where the year will end, against what was promised, and how sure that is. */ -}}
WITH city AS (
    SELECT g.*, m.title_zh, m.title_en, d.chosen_by, (SELECT count(*) FROM store.forecast_year AS y WHERE y.year BETWEEN g.year - 5 AND g.year - 1) AS history,
           g.completed / {{.Scale}} AS done, g.forecast / {{.Scale}} AS f, g.forecast_low / {{.Scale}} AS lo, g.forecast_high / {{.Scale}} AS hi,
           g.target / {{.Scale}} AS goal, g.pace_needed / {{.Scale}} AS need, g.recent_pace / {{.Scale}} AS pace
    FROM group_forecast_by_method AS g
    JOIN forecast_method AS m ON m.method = g.method
    JOIN forecast_default AS d ON d.year = g.year
    WHERE g.kind = 'city' AND {{if and .Method (ne .Method "all")}}g.method = {{.Literal .Method}}{{else}}g.is_default{{end}}{{if .Year}} AND g.year = {{.Year}}{{end}}
),
quarter AS (
    SELECT year, target / {{.Scale}} AS goal, completed / {{.Scale}} AS done, forecast / {{.Scale}} AS f, forecast_low / {{.Scale}} AS lo, forecast_high / {{.Scale}} AS hi
    FROM fourth_quarter_forecast WHERE kind = 'city' AND target IS NOT NULL
),
stale AS (
    SELECT max(data_version) < (SELECT max(load_id) FROM load) AS stale FROM forecast_backtest
),
line AS (
    SELECT year, 1 AS nth, {{if .Zh -}}
        format('{}年：截至{}（{}），{}个项目完成{:.{{.Digits}}f}{{.Unit}}，为计划的{:.1f}%。', year, strftime(as_of(), '%Y-%m-%d'), CASE month WHEN 0 THEN '尚无填报' ELSE '投资填报至' || month || '月' END, projects, CAST(done AS DOUBLE), 100 * completion_ratio)
        {{- else -}}
        format('{}: as of {} ({}), {} projects have completed {:.{{.Digits}}f} {{.Unit}}, {:.1f} % of the plan.', year, strftime(as_of(), '%Y-%m-%d'), CASE month WHEN 0 THEN 'none of it reported yet' ELSE 'investment reported to ' || strftime(make_date(year, month, 1), '%B') END, projects, CAST(done AS DOUBLE), 100 * completion_ratio)
        {{- end}} AS said
    FROM city
    UNION ALL
    SELECT year, 2, CASE WHEN months_left = 0 THEN {{if .Zh}}'全年已填报完毕。'{{else}}'The year is reported to its end.'{{end}} ELSE {{if .Zh -}}
        format('预计全年完成{:.{{.Digits}}f}{{.Unit}}（{:.{{.Digits}}f}至{:.{{.Digits}}f}），为{}{:.{{.Digits}}f}{{.Unit}}的{:.1f}%。', CAST(f AS DOUBLE), CAST(lo AS DOUBLE), CAST(hi AS DOUBLE), CASE target_from WHEN 'target' THEN '目标' ELSE '计划' END, CAST(goal AS DOUBLE), 100 * CAST(f AS DOUBLE) / nullif(goal, 0))
        {{- else -}}
        format('The year will end at about {:.{{.Digits}}f} {{.Unit}} ({:.{{.Digits}}f} to {:.{{.Digits}}f}), {:.1f} % of the {} of {:.{{.Digits}}f}.', CAST(f AS DOUBLE), CAST(lo AS DOUBLE), CAST(hi AS DOUBLE), 100 * CAST(f AS DOUBLE) / nullif(goal, 0), CASE target_from WHEN 'target' THEN 'target' ELSE 'plan' END, CAST(goal AS DOUBLE))
        {{- end}} END
    FROM city
    UNION ALL
    SELECT year, 3, {{if .Zh -}}
        format('余下{}个月月均需{:.{{.Digits}}f}{{.Unit}}；近三个月月均{}。', months_left, CAST(need AS DOUBLE), CASE WHEN pace IS NULL THEN '尚无' ELSE format('{:.{{.Digits}}f}{{.Unit}}', CAST(pace AS DOUBLE)) END)
        {{- else -}}
        format('The {} months left need {:.{{.Digits}}f} {{.Unit}} a month; the last three had {}.', months_left, CAST(need AS DOUBLE), CASE WHEN pace IS NULL THEN 'none reported' ELSE format('{:.{{.Digits}}f}', CAST(pace AS DOUBLE)) END)
        {{- end}}
    FROM city WHERE months_left > 0
    UNION ALL
    SELECT q.year, 4, {{if .Zh -}}
        format('四季度目标{:.{{.Digits}}f}{{.Unit}}：已完成{:.{{.Digits}}f}，预计完成{:.{{.Digits}}f}（{:.{{.Digits}}f}至{:.{{.Digits}}f}）。', CAST(q.goal AS DOUBLE), CAST(q.done AS DOUBLE), CAST(q.f AS DOUBLE), CAST(q.lo AS DOUBLE), CAST(q.hi AS DOUBLE))
        {{- else -}}
        format('Promised of the fourth quarter: {:.{{.Digits}}f} {{.Unit}}; {:.{{.Digits}}f} done, {:.{{.Digits}}f} forecast ({:.{{.Digits}}f} to {:.{{.Digits}}f}).', CAST(q.goal AS DOUBLE), CAST(q.done AS DOUBLE), CAST(q.f AS DOUBLE), CAST(q.lo AS DOUBLE), CAST(q.hi AS DOUBLE))
        {{- end}}
    FROM quarter AS q JOIN city AS c ON c.year = q.year AND c.is_default
    UNION ALL
    SELECT year, 5, {{if .Zh -}}
        '方法：' || title_zh || CASE WHEN NOT is_default THEN '（指定）' WHEN chosen_by = 'backtest' THEN '（回测最优）' ELSE '（默认；尚未回测）' END
        || '；' || CASE WHEN history > 0 THEN '可学习的往年 ' || history || ' 个' ELSE '无往年数据，季节比重取自公开完成率' END
        || '；区间依据' || CASE range_from WHEN 'backtest' THEN '回测误差' WHEN 'method' THEN '往年同类' ELSE '先验（见视图 forecast_prior_width）' END || '。'
        || CASE WHEN (SELECT stale FROM stale) THEN '回测早于最近的装载，可重新运行 shixu forecast backtest。' ELSE '' END
        {{- else -}}
        'Method: ' || title_en || CASE WHEN NOT is_default THEN ' (asked for)' WHEN chosen_by = 'backtest' THEN ' (best in the backtest)' ELSE ' (the default; not backtested)' END
        || '; ' || CASE WHEN history > 0 THEN history || ' past years to learn from' ELSE 'no past years, so the seasonal share follows published rates' END
        || '; the range comes from ' || CASE range_from WHEN 'backtest' THEN 'errors of the backtest' WHEN 'method' THEN 'past projects of the class' ELSE 'a prior (view forecast_prior_width)' END || '.'
        || CASE WHEN (SELECT stale FROM stale) THEN ' The backtest is older than the last load; run shixu forecast backtest again.' ELSE '' END
        {{- end}}
    FROM city WHERE months_left > 0
)
SELECT said FROM line ORDER BY year, nth
