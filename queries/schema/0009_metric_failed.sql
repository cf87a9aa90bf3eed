-- Whether what is stored of a query is of the last refresh.
ALTER TABLE store.metric_result ADD COLUMN failure VARCHAR;
COMMENT ON COLUMN store.metric_result.failure IS '最近一次刷新失败的原因；空为未失败 / Why it failed in the last refresh; NULL: it did not';
