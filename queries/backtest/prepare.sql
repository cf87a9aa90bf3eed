-- What a backtest collects, for its connection only.
CREATE OR REPLACE TEMP TABLE backtest_truth (year SMALLINT, kind VARCHAR, name VARCHAR, planned DOUBLE, actual DOUBLE);
CREATE OR REPLACE TEMP TABLE backtest_trial (year SMALLINT, month TINYINT, kind VARCHAR, name VARCHAR, method VARCHAR, forecast DOUBLE);
