-- What a backtest found (shixu forecast backtest); one run replaces the last.

CREATE TABLE store.forecast_backtest (
    kind VARCHAR,
    method VARCHAR,
    month TINYINT,
    forecasts BIGINT,
    years INTEGER,
    median_error DOUBLE,
    mean_error DOUBLE,
    bias DOUBLE,
    compared_error DOUBLE,
    error_low DOUBLE,
    error_high DOUBLE,
    coverage DOUBLE,
    is_default BOOLEAN,
    from_year SMALLINT,
    to_year SMALLINT,
    as_known BOOLEAN,
    data_version BIGINT,
    run_at TIMESTAMP
);
COMMENT ON TABLE store.forecast_backtest IS '各预测方法的回测结果，每行一个分组方式、一种方法、一个月份 / What backtesting found of each method; one row a grouping, method and month';
COMMENT ON COLUMN store.forecast_backtest.kind IS '分组方式 / Grouping: city, level, district, sector, project_type, owner, project';
COMMENT ON COLUMN store.forecast_backtest.method IS '方法 / Method';
COMMENT ON COLUMN store.forecast_backtest.month IS '填报截至月份，0 为年初 / Month reported to; 0: the year''s beginning';
COMMENT ON COLUMN store.forecast_backtest.forecasts IS '预测次数 / Forecasts made';
COMMENT ON COLUMN store.forecast_backtest.years IS '涉及年数 / Years they are of';
COMMENT ON COLUMN store.forecast_backtest.median_error IS '相对误差绝对值的中位数（占实际） / Median absolute error as a share of what it became';
COMMENT ON COLUMN store.forecast_backtest.mean_error IS '相对误差绝对值的平均（占实际） / Mean absolute error as a share of what it became (MAPE)';
COMMENT ON COLUMN store.forecast_backtest.bias IS '合计偏差（占实际；正为高估） / Forecasts minus what they became, as a share of it, from sums; above 0: too high';
COMMENT ON COLUMN store.forecast_backtest.compared_error IS '仅取各方法都有预测之处的中位误差，据以择优 / Median error where every method made a forecast; the default is chosen by it';
COMMENT ON COLUMN store.forecast_backtest.error_low IS '实际减预测（占计划）的十分位 / What it became minus the forecast, as a share of the plan: tenth percentile';
COMMENT ON COLUMN store.forecast_backtest.error_high IS '同上，九十分位 / The same, ninetieth percentile';
COMMENT ON COLUMN store.forecast_backtest.coverage IS '实际落入由其他年份误差所得区间的比例；只有一年时为空 / How often it fell into the range that the other years'' errors give; NULL with one year';
COMMENT ON COLUMN store.forecast_backtest.is_default IS '该月默认采用 / The default of the month';
COMMENT ON COLUMN store.forecast_backtest.from_year IS '回测起始年度 / First year tested';
COMMENT ON COLUMN store.forecast_backtest.to_year IS '回测截止年度 / Last year tested';
COMMENT ON COLUMN store.forecast_backtest.as_known IS '只用当时已知的数据 / With what was known then only';
COMMENT ON COLUMN store.forecast_backtest.data_version IS '数据版本（最近装载批次） / The last load that was in it';
COMMENT ON COLUMN store.forecast_backtest.run_at IS '回测时间（UTC） / When it was run, UTC';
