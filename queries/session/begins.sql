-- The first day that plans and reports speak of, of those that are known; NULL: there
-- are none.
SELECT least(
    (SELECT make_date(min(p.year), 1, 1) FROM store.annual_plan AS p WHERE is_known(p.load_id, p.replaced_by)),
    (SELECT min(r.month) FROM store.investment_report AS r WHERE is_known(r.load_id, r.replaced_by)));
