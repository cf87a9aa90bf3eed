/*
title: {zh: 区（市）县和功能区, en: Districts and functional areas}
*/
-- District is the reporting unit: functional areas stand beside the counties
-- (glossary 1.9). Every one is ranked with the projects in it, whoever owns
-- them; projects of the reserve count for what is asked of them.
SELECT d.name_zh AS entity, p.project_key
FROM district AS d
LEFT JOIN project AS p ON p.district_code = d.code
