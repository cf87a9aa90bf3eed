-- The first thing that is wrong with a rule's rows, and an example of it; none:
-- no row. $severities are those of the rule's header, on the city's scale.
SELECT problem, project_id, what
FROM (
    SELECT 1 AS rank, 'project' AS problem, w.project_id AS project_id, coalesce(w.project_id, 'NULL') AS what
    FROM warning_row AS w
    ANTI JOIN store.project_key AS k ON k.project_id = w.project_id
    WHERE w.severity IS NOT NULL
    UNION ALL
    SELECT 2, 'severity', project_id, severity
    FROM warning_row
    WHERE severity IS NOT NULL AND NOT list_contains(CAST($severities AS VARCHAR[]), severity)
    UNION ALL
    SELECT 3, 'words', project_id, 'why_zh, why_en'
    FROM warning_row
    WHERE severity IS NOT NULL AND (why_zh IS NULL OR why_en IS NULL)
    UNION ALL
    SELECT 4, 'twice', project_id, coalesce(subject, '')
    FROM warning_row
    WHERE severity IS NOT NULL
    GROUP BY project_id, coalesce(subject, '') HAVING count(*) > 1
)
ORDER BY rank, project_id LIMIT 1
