-- What the methods say. This file is a template (text/template): the methods
-- are the files of queries/forecast and of the folder that the configuration
-- names, each a SELECT over forecast_input that gives project_key, year, middle
-- and, where it has a range of its own, low and high.

CREATE OR REPLACE VIEW forecast_method AS
SELECT method, title_zh, title_en, note_zh, note_en, source
FROM (VALUES
{{- range $i, $m := .}}{{if $i}},{{end}}
    ({{literal $m.Name}}, {{literal $m.Title.Zh}}, {{literal $m.Title.En}}, {{literal $m.Note.Zh}}, {{literal $m.Note.En}}, {{literal $m.Source}})
{{- end}}
) AS t(method, title_zh, title_en, note_zh, note_en, source);
COMMENT ON VIEW forecast_method IS '预测方法 / The methods of forecasting';
COMMENT ON COLUMN forecast_method.method IS '方法 / Method';
COMMENT ON COLUMN forecast_method.title_zh IS '名称（中文） / Title in Chinese';
COMMENT ON COLUMN forecast_method.title_en IS '名称（英文） / Title in English';
COMMENT ON COLUMN forecast_method.note_zh IS '说明（中文） / What it does, in Chinese';
COMMENT ON COLUMN forecast_method.note_en IS '说明（英文） / What it does, in English';
COMMENT ON COLUMN forecast_method.source IS '依据 / Where it comes from';

-- Whether a method is asked: a session that sets the variable forecast_methods to
-- a list asks these only.
CREATE OR REPLACE MACRO forecast_wanted(method) AS
    coalesce(list_contains(CAST(getvariable('forecast_methods') AS VARCHAR[]), method), true);

-- The rules all methods keep: after December the forecast is what was
-- completed; before it, it is not below nothing; low, middle and high stand in
-- this order. An amount the warehouse cannot hold is no forecast.
CREATE OR REPLACE VIEW forecast_answer AS
WITH forecast_input AS MATERIALIZED (
    SELECT * FROM main.forecast_input
),
answer AS (
    SELECT CAST(NULL AS VARCHAR) AS method, CAST(NULL AS INTEGER) AS project_key, CAST(NULL AS SMALLINT) AS year,
           CAST(NULL AS DOUBLE) AS low, CAST(NULL AS DOUBLE) AS middle, CAST(NULL AS DOUBLE) AS high
    WHERE false
{{- range .}}
    UNION ALL BY NAME
    SELECT {{literal .Name}} AS method, * FROM (
{{.SQL}}
    )
    WHERE forecast_wanted({{literal .Name}})
{{- end}}
)
SELECT a.method, i.project_key, i.project_id, i.name, i.level, i.district, i.sector, i.project_type, i.owner,
       i.year, i.month, i.months_left, i.planned, i.completed, i.recent_pace,
       TRY_CAST(CASE WHEN i.months_left = 0 THEN i.completed ELSE greatest(least(a.low, a.middle), 0) END AS DECIMAL(18, 2)) AS low,
       TRY_CAST(CASE WHEN i.months_left = 0 THEN i.completed ELSE greatest(a.middle, 0) END AS DECIMAL(18, 2)) AS middle,
       TRY_CAST(CASE WHEN i.months_left = 0 THEN i.completed ELSE greatest(a.high, a.middle, 0) END AS DECIMAL(18, 2)) AS high,
       a.low IS NOT NULL AND a.high IS NOT NULL AS own_range
FROM answer AS a
JOIN forecast_input AS i ON i.project_key = a.project_key AND i.year = a.year
WHERE a.middle IS NOT NULL;
COMMENT ON VIEW forecast_answer IS '各方法对各项目全年完成的预测 / What each method says of each project''s year end';
COMMENT ON COLUMN forecast_answer.method IS '方法 / Method';
COMMENT ON COLUMN forecast_answer.project_key IS '项目内部序号 / Number of the project in this warehouse';
COMMENT ON COLUMN forecast_answer.project_id IS '项目编码 / Project id';
COMMENT ON COLUMN forecast_answer.name IS '项目名称 / Name';
COMMENT ON COLUMN forecast_answer.level IS '项目级别（最高级） / Level, the highest';
COMMENT ON COLUMN forecast_answer.district IS '区市县 / District';
COMMENT ON COLUMN forecast_answer.sector IS '行业领域 / Sector';
COMMENT ON COLUMN forecast_answer.project_type IS '项目类型 / Project type';
COMMENT ON COLUMN forecast_answer.owner IS '业主单位 / Owner';
COMMENT ON COLUMN forecast_answer.year IS '计划年度 / Plan year';
COMMENT ON COLUMN forecast_answer.month IS '填报截至月份，0 为尚无填报 / Month reported to; 0: none yet';
COMMENT ON COLUMN forecast_answer.months_left IS '余下月数 / Months left of the year';
COMMENT ON COLUMN forecast_answer.planned IS '年度计划投资（元） / Planned investment of the year, in currency units';
COMMENT ON COLUMN forecast_answer.completed IS '累计完成投资（元） / Completed in the year so far, in currency units';
COMMENT ON COLUMN forecast_answer.recent_pace IS '近三个月月均完成（元） / Completed a month over the last three months, in currency units';
COMMENT ON COLUMN forecast_answer.low IS '预测全年完成，低值（元）；方法未给出时为空 / Forecast of the year, low, in currency units; NULL where the method has no range of its own';
COMMENT ON COLUMN forecast_answer.middle IS '预测全年完成，中值（元） / Forecast of the year, middle, in currency units';
COMMENT ON COLUMN forecast_answer.high IS '预测全年完成，高值（元）；方法未给出时为空 / Forecast of the year, high, in currency units; NULL where the method has no range of its own';
COMMENT ON COLUMN forecast_answer.own_range IS '区间由方法自身给出 / Whether the range is the method''s own';
