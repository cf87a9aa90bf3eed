-- Scores as they were computed last (package queries/scores): quarters that
-- had ended, or were under way, by the session's as-of date. Where the session
-- sees what was known on an earlier day, nothing: what was computed is what is
-- known now. shixu score and the metrics compute anew for any dates.

-- A sum as people read it: money in its large unit (亿元, or a million) where it
-- comes to one, all else as it is.
CREATE OR REPLACE MACRO score_figure(figure, unit, money, per) AS
    CASE unit WHEN 'money' THEN CASE WHEN abs(CAST(figure AS DOUBLE)) >= per OR figure = 0 THEN format('{:,.2f} ', CAST(figure AS DOUBLE) / per) || money
                                     WHEN money = '亿元' THEN format('{:,.2f} 万元', CAST(figure AS DOUBLE) / 1e4)
                                     ELSE format('{:,.0f}', CAST(figure AS DOUBLE)) END
              WHEN 'count' THEN format('{:,.0f}', CAST(figure AS DOUBLE))
              ELSE format('{:,.2f}', CAST(figure AS DOUBLE)) END;

-- An indicator's value: a share of money or of a count, the mean of points, or
-- a sum.
CREATE OR REPLACE MACRO score_value_text(figure, kind, unit, money, per) AS
    CASE WHEN kind = 'sum' THEN score_figure(figure, unit, money, per)
         WHEN unit IN ('money', 'count') THEN share_text(figure)
         ELSE format('{:,.2f}', CAST(figure AS DOUBLE)) END;

-- A number without needless digits: 36, 0.1.
CREATE OR REPLACE MACRO score_number(figure) AS regexp_replace(format('{:.2f}', CAST(figure AS DOUBLE)), '\.?0+$', '');

CREATE OR REPLACE VIEW score_quarter AS
SELECT t.year, t.quarter, t.quarter_start, t.quarter_end, t.as_of, t.reported_to, t.final, t.elapsed, t.scheme, t.definition_hash,
       t.data_version
FROM store.score_quarter AS t
WHERE t.as_of <= as_of() AND known_loads() IS NULL;
COMMENT ON VIEW score_quarter IS '已计分的季度 / Quarters that were scored';
COMMENT ON COLUMN score_quarter.year IS '年度 / Year';
COMMENT ON COLUMN score_quarter.quarter IS '季度 / Quarter';
COMMENT ON COLUMN score_quarter.quarter_start IS '季度首日 / First day of the quarter';
COMMENT ON COLUMN score_quarter.quarter_end IS '季度末日 / Last day of the quarter';
COMMENT ON COLUMN score_quarter.as_of IS '计分截至日期 / The day it was scored as of';
COMMENT ON COLUMN score_quarter.reported_to IS '投资填报截至 / The month investment was reported to';
COMMENT ON COLUMN score_quarter.final IS '是否定局：季度各月均已填报；否则为暂计 / Whether all its months are closed; else it is provisional';
COMMENT ON COLUMN score_quarter.elapsed IS '时序进度 / Schedule elapsed';
COMMENT ON COLUMN score_quarter.scheme IS '考核方案 / Scheme';
COMMENT ON COLUMN score_quarter.definition_hash IS '方案、指标与时序设置的 SHA-256 / SHA-256 of scheme, indicators and calendar';
COMMENT ON COLUMN score_quarter.data_version IS '当时最近的装载批次 / The last load there was then';

CREATE OR REPLACE VIEW score_item AS
SELECT t.position, t.item, t.kind, t.indicator, t.title_zh, t.title_en, t.formula_zh, t.formula_en, t.unit, t.value_kind,
       t.weight, t.points_by, t.zero, t.full_at, t.each, t.floor_points, t.cap_points, t.missing
FROM store.score_item AS t;
COMMENT ON VIEW score_item IS '考核方案的各项指标 / What the scheme measures';
COMMENT ON COLUMN score_item.position IS '次序 / Order';
COMMENT ON COLUMN score_item.item IS '指标项 / Item';
COMMENT ON COLUMN score_item.kind IS '类别：base 基础分、bonus 加分、deduction 扣分、measure 只用于上榜条件 / Kind: base, bonus, deduction, measure (for the conditions of lists only)';
COMMENT ON COLUMN score_item.indicator IS '指标（查询文件） / Indicator, the query file';
COMMENT ON COLUMN score_item.title_zh IS '中文名称 / Title in Chinese';
COMMENT ON COLUMN score_item.title_en IS '英文名称 / Title in English';
COMMENT ON COLUMN score_item.formula_zh IS '计算方法（中文） / Formula in Chinese words';
COMMENT ON COLUMN score_item.formula_en IS '计算方法（英文） / Formula in English words';
COMMENT ON COLUMN score_item.unit IS '分子分母的单位 / What numerator and denominator count: money, count, points, days';
COMMENT ON COLUMN score_item.value_kind IS '数值如何得出：ratio 比率、share 占比、sum 合计 / How the value comes about: ratio, share, sum';
COMMENT ON COLUMN score_item.weight IS '权重（满分） / Weight: the points of a full mark';
COMMENT ON COLUMN score_item.points_by IS '如何折算成分：value、elapsed、best、steps、place / How a value becomes points: value, elapsed, best, steps, place';
COMMENT ON COLUMN score_item.zero IS '零分的数值 / The value that gives nothing';
COMMENT ON COLUMN score_item.full_at IS '满分的数值 / The value that gives a full mark';
COMMENT ON COLUMN score_item.each IS '每一单位加扣多少分 / Points for one of the value';
COMMENT ON COLUMN score_item.floor_points IS '该项至少得分；空为不限 / Least points; NULL: no bound';
COMMENT ON COLUMN score_item.cap_points IS '该项至多得分；空为不限 / Most points; NULL: no bound';
COMMENT ON COLUMN score_item.missing IS '无法计算时：zero 计零分、average 按其他指标平均 / Where it cannot be measured: zero, or the average of the others';

CREATE OR REPLACE VIEW score AS
SELECT t.year, t.quarter, t.sequence, t.entity, t.projects, t.base, t.bonus, t.deduction, t.score, t.rank, t.ranked, t.unranked,
       t.previous_rank, t.movement, q.final, q.as_of, q.reported_to, q.scheme
FROM store.score AS t
JOIN score_quarter AS q ON q.year = t.year AND q.quarter = t.quarter;
COMMENT ON VIEW score IS '季度得分与位次 / Scores and ranks of the quarters';
COMMENT ON COLUMN score.year IS '年度 / Year';
COMMENT ON COLUMN score.quarter IS '季度 / Quarter';
COMMENT ON COLUMN score.sequence IS '序列 / Sequence: who is ranked together';
COMMENT ON COLUMN score.entity IS '考核对象 / Who is scored';
COMMENT ON COLUMN score.projects IS '有年度计划的项目数 / Projects with a plan for the year';
COMMENT ON COLUMN score.base IS '基础分 / Points of the indicators';
COMMENT ON COLUMN score.bonus IS '加分 / Points added';
COMMENT ON COLUMN score.deduction IS '扣分（负数） / Points taken away, negative';
COMMENT ON COLUMN score.score IS '总分；不参加排名的为空 / Score; NULL for who is not ranked';
COMMENT ON COLUMN score.rank IS '位次；不参加排名的为空 / Rank; NULL for who is not ranked';
COMMENT ON COLUMN score.ranked IS '参加排名的个数 / How many are ranked';
COMMENT ON COLUMN score.unranked IS '不参加排名的原因：projects 项目不足，measure 各指标均无法计算 / Why not ranked: projects (too few), measure (nothing can be measured)';
COMMENT ON COLUMN score.previous_rank IS '上季度位次 / Rank in the quarter before';
COMMENT ON COLUMN score.movement IS '位次变化，正为上升 / Ranks gained since then; negative: lost';
COMMENT ON COLUMN score.final IS '是否定局：季度各月均已填报；否则为暂计 / Whether all its months are closed; else it is provisional';
COMMENT ON COLUMN score.as_of IS '计分截至日期 / The day it was scored as of';
COMMENT ON COLUMN score.reported_to IS '投资填报截至 / The month investment was reported to';
COMMENT ON COLUMN score.scheme IS '考核方案 / Scheme';

CREATE OR REPLACE VIEW score_indicator AS
SELECT t.year, t.quarter, t.sequence, t.entity, t.position, t.item, t.kind, t.title_zh, t.title_en, t.numerator, t.denominator,
       t.value, t.projects, t.weight, t.points, t.remark, q.final
FROM store.score_indicator AS t
JOIN score_quarter AS q ON q.year = t.year AND q.quarter = t.quarter;
COMMENT ON VIEW score_indicator IS '得分的组成：一行一项，各行之和即总分 / What a score is made of: one row a part, which add up to the score';
COMMENT ON COLUMN score_indicator.year IS '年度 / Year';
COMMENT ON COLUMN score_indicator.quarter IS '季度 / Quarter';
COMMENT ON COLUMN score_indicator.sequence IS '序列 / Sequence: who is ranked together';
COMMENT ON COLUMN score_indicator.entity IS '考核对象 / Who is scored';
COMMENT ON COLUMN score_indicator.position IS '次序 / Order';
COMMENT ON COLUMN score_indicator.item IS '指标项；填报的加扣分为 adjustment，封顶为 cap / Item; adjustment: as reported, cap: what is beyond the bound of bonus or deduction';
COMMENT ON COLUMN score_indicator.kind IS '类别：base 基础分、bonus 加分、deduction 扣分、measure 只用于上榜条件 / Kind: base, bonus, deduction, measure (for the conditions of lists only)';
COMMENT ON COLUMN score_indicator.title_zh IS '中文名称 / Title in Chinese';
COMMENT ON COLUMN score_indicator.title_en IS '英文名称 / Title in English';
COMMENT ON COLUMN score_indicator.numerator IS '分子 / Numerator';
COMMENT ON COLUMN score_indicator.denominator IS '分母 / Denominator';
COMMENT ON COLUMN score_indicator.value IS '数值；空为无法计算 / Value; NULL: it cannot be measured';
COMMENT ON COLUMN score_indicator.projects IS '涉及项目数 / Projects behind it';
COMMENT ON COLUMN score_indicator.weight IS '权重（满分） / Weight: the points of a full mark';
COMMENT ON COLUMN score_indicator.points IS '得分 / Points';
COMMENT ON COLUMN score_indicator.remark IS '说明：capped 已封顶，floored 已保底，missing 无法计算计零分，average 无法计算按平均 / Remark: capped, floored, missing (counted as nothing), average (counted as the average of the others)';
COMMENT ON COLUMN score_indicator.final IS '是否定局：季度各月均已填报；否则为暂计 / Whether all its months are closed; else it is provisional';

CREATE OR REPLACE VIEW score_list AS
SELECT t.year, t.quarter, t.sequence, t.entity, t.list, t.place, t.places, t.place_met, t.item, t.value, t.sign, t.bound,
       t.condition_met, t.exemption, t.member, t.final, t.streak
FROM store.score_list AS t
JOIN score_quarter AS q ON q.year = t.year AND q.quarter = t.quarter;
COMMENT ON VIEW score_list IS '红黑榜：每个考核对象各榜一行，写明名次与条件是否满足 / Red and black lists: a row for everyone and list, with place and condition and whether they are met';
COMMENT ON COLUMN score_list.year IS '年度 / Year';
COMMENT ON COLUMN score_list.quarter IS '季度 / Quarter';
COMMENT ON COLUMN score_list.sequence IS '序列 / Sequence: who is ranked together';
COMMENT ON COLUMN score_list.entity IS '考核对象 / Who is scored';
COMMENT ON COLUMN score_list.list IS '榜：red 红榜，black 黑榜 / List: red or black';
COMMENT ON COLUMN score_list.place IS '名次：红榜从前数，黑榜从后数 / Place, from the front for red, from the back for black';
COMMENT ON COLUMN score_list.places IS '上榜名额 / How many places are on the list';
COMMENT ON COLUMN score_list.place_met IS '名次是否满足 / Whether the place is on the list';
COMMENT ON COLUMN score_list.item IS '条件所看的指标项；空为无条件 / Item of the condition; NULL: there is none';
COMMENT ON COLUMN score_list.value IS '其数值 / Its value';
COMMENT ON COLUMN score_list.sign IS '比较：>、>=、<、<= / Compared by >, >=, < or <=';
COMMENT ON COLUMN score_list.bound IS '界限 / Bound';
COMMENT ON COLUMN score_list.condition_met IS '条件是否满足 / Whether the condition is met';
COMMENT ON COLUMN score_list.exemption IS '免列黑榜的事由；空为未免 / Why exempt from the black list; NULL: not exempt';
COMMENT ON COLUMN score_list.member IS '是否上榜 / Whether on the list';
COMMENT ON COLUMN score_list.final IS '是否定局；暂计的不算上榜 / Whether the quarter is final; provisional ones put nobody on a list for good';
COMMENT ON COLUMN score_list.streak IS '到本季度为止连续上榜的季度数；暂计的季度为零 / Consecutive quarters on the list up to this one; 0 for a provisional quarter';
