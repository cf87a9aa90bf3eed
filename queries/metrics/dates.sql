/*
metrics:
  shixu_as_of_timestamp_seconds:
    help: The day the figures speak of, as midnight UTC.
    zh: 数据截至日期（UTC 零时）
    value: as_of
  shixu_reported_to_timestamp_seconds:
    help: The end of the month up to which investment is reported, as midnight UTC.
    zh: 投资填报截至月末（UTC 零时）
    value: reported_to
labels: []
max_series: 2
*/
SELECT epoch($as_of::TIMESTAMP) AS as_of, epoch($reported_to::TIMESTAMP) AS reported_to
