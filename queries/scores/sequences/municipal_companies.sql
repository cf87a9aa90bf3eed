/*
title: {zh: 市属国有企业, en: Municipal companies}
*/
-- A company is ranked with the projects it owns, wherever they are.
SELECT owner AS entity, project_key
FROM project
WHERE owner_kind = 'municipal_company' AND owner IS NOT NULL
