-- What each project did in the years before, as the session's dates show it.
CREATE OR REPLACE TEMP TABLE kept_investment_before_year AS FROM main.investment_before_year ORDER BY project_key;
