/*
metrics:
  shixu_as_of_timestamp_seconds:
    help: The day the figures speak of, as midnight UTC.
    value: as_of
  shixu_reported_to_timestamp_seconds:
    help: The end of the month up to which investment is reported, as midnight UTC.
    value: reported_to
labels: []
max_series: 2
*/
SELECT epoch($as_of::TIMESTAMP) AS as_of, epoch($reported_to::TIMESTAMP) AS reported_to
