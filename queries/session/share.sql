-- What most queries of a refresh read is computed once, in temporary tables that
-- hide the views of the same names for this connection.
CREATE TEMP TABLE investment_in_year AS FROM main.investment_in_year ORDER BY project_key;
CREATE TEMP TABLE project_measure AS FROM main.project_measure;
