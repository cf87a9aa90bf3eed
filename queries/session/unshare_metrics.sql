-- What share_metrics.sql made before, of the same measures or of others.
DROP TABLE IF EXISTS temp.measure_cell;
DROP TABLE IF EXISTS temp.forecast_cell;
