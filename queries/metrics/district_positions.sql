/*
metrics:
  shixu_district_latitude_degrees:
    help: Where a district is on the map, north of the equator.
    zh: 填报单位所在纬度（北纬）
    value: latitude
  shixu_district_longitude_degrees:
    help: Where a district is on the map, east of Greenwich.
    zh: 填报单位所在经度（东经）
    value: longitude
labels: [district]
max_series: 1000
*/
-- For maps. A district without a position has no series.
SELECT name_zh AS district, latitude, longitude
FROM district
WHERE latitude IS NOT NULL AND longitude IS NOT NULL
