-- The rows behind a figure against the figure, exact to six digits after the
-- point, which is all that any amount or count has.
SELECT CAST(r.total AS VARCHAR) AS total, r.n AS rows, CAST(f.figure AS VARCHAR) AS figure, f.series AS series,
       coalesce(CAST(r.total AS DECIMAL(38, 6)), 0) = coalesce(CAST(f.figure AS DECIMAL(38, 6)), 0) AS equal
FROM (SELECT sum($value) AS total, count(*) AS n FROM ($rows)) AS r,
     (SELECT sum(value) AS figure, count(*) AS series FROM ($figures)) AS f
