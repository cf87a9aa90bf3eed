-- One run replaces the last.
INSERT INTO store.forecast_backtest BY NAME
SELECT s.*, CAST($from_year AS SMALLINT) AS from_year, CAST($to_year AS SMALLINT) AS to_year, CAST($as_known AS BOOLEAN) AS as_known,
       (SELECT coalesce(max(load_id), 0) FROM store.load) AS data_version, CAST($run_at AS TIMESTAMP) AS run_at
FROM backtest_summary AS s
