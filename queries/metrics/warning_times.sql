/*
metrics:
  shixu_warning_answers_total:
    help: How often somebody answered a warning.
    zh: 预警被答复的次数
    type: counter
    value: answers
  shixu_warning_answer_seconds_total:
    help: How long warnings had waited when they were answered, in whole days.
    zh: 预警答复前等待的时长合计（按整天）
    type: counter
    value: answer_seconds
  shixu_warning_resolutions_total:
    help: How often a warning was resolved, by people or because the data show it gone.
    zh: 预警解决的次数，由人解决或数据表明情形已消失
    type: counter
    value: resolutions
  shixu_warning_resolution_seconds_total:
    help: How long warnings had been open when they were resolved, in whole days.
    zh: 预警从发出到解决的时长合计（按整天）
    type: counter
    value: resolution_seconds
labels: [rule, district]
max_series: 20000
*/
-- A wait begins when a warning is raised, reopened or its waiver runs out; for
-- those that were filled in, on the first day on which anybody could answer.
WITH step AS (
    SELECT e.warning_id, e.rule, e.actor, e.from_state, e.to_state, e.on_day,
           max(e.on_day) FILTER (e.action IN ('raise', 'reopen', 'expire')) OVER (PARTITION BY e.warning_id ORDER BY e.seq) AS since, v.live_from
    FROM warning_event AS e
    CROSS JOIN warning_evaluated AS v
),
life AS (
    SELECT warning_id, rule,
           count(*) FILTER (actor <> '' AND from_state IN ('raised', 'reopened')) AS answers,
           sum(greatest(0, date_diff('day', greatest(since, live_from), on_day))) FILTER (actor <> '' AND from_state IN ('raised', 'reopened')) AS answer_days,
           count(*) FILTER (to_state = 'resolved' AND from_state <> 'resolved') AS resolutions,
           sum(date_diff('day', since, on_day)) FILTER (to_state = 'resolved' AND from_state <> 'resolved') AS resolution_days
    FROM step
    GROUP BY warning_id, rule
)
SELECT w.rule, w.district, sum(l.answers) AS answers, 86400 * coalesce(sum(l.answer_days), 0) AS answer_seconds,
       sum(l.resolutions) AS resolutions, 86400 * coalesce(sum(l.resolution_days), 0) AS resolution_seconds
FROM warning AS w
JOIN life AS l ON l.warning_id = w.warning_id
GROUP BY w.rule, w.district
