/*
metrics:
  shixu_score_final:
    help: Whether the quarter's scores are final (1) or provisional, since not all of its months are closed (0).
    zh: 该季度得分是否定稿（1），或因尚有月份未填报齐而为暂计（0）
    value: final
labels: [year, quarter]
max_series: 50
*/
SELECT year, quarter, CAST(final AS INTEGER) AS final
FROM score_quarter
WHERE year BETWEEN date_part('year', coalesce($reported_to, $as_of)) AND date_part('year', $as_of)
