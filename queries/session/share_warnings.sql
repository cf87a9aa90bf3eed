-- The warnings as they stand, which are no measures of projects, for who asks several
-- queries of them.
CREATE TEMP TABLE warning AS FROM main.warning;
