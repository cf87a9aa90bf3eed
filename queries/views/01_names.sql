-- Every name by which a district, sector, project type or project is found,
-- in the form of name_key(). A name that two of them bear finds none.

CREATE OR REPLACE MACRO store.names_in(dimension) AS TABLE
WITH words AS (
    SELECT code, unnest([code, name_zh, name_en] || string_split_regex(coalesce(aliases, ''), '[、|;；]')) AS word
    FROM query_table(dimension) WHERE is_known(load_id, replaced_by)
)
SELECT name_key(word) AS key, min(code) AS code
FROM words WHERE word IS NOT NULL AND name_key(word) <> ''
GROUP BY name_key(word) HAVING count(DISTINCT code) = 1;

CREATE OR REPLACE VIEW store.district_name AS SELECT key, code FROM store.names_in('store.district');
CREATE OR REPLACE VIEW store.sector_name AS SELECT key, code FROM store.names_in('store.sector');
CREATE OR REPLACE VIEW store.project_type_name AS SELECT key, code FROM store.names_in('store.project_type');

-- Projects by name inside their district, and by name alone where only one
-- project of the whole city bears it (district_code NULL).
CREATE OR REPLACE VIEW store.project_name AS
SELECT name_key(name) AS key, district_code, min(project_key) AS project_key
FROM store.project WHERE is_known(load_id, replaced_by) AND name IS NOT NULL AND district_code IS NOT NULL
GROUP BY ALL HAVING count(*) = 1
UNION ALL
SELECT name_key(name), NULL, min(project_key)
FROM store.project WHERE is_known(load_id, replaced_by) AND name IS NOT NULL
GROUP BY name_key(name) HAVING count(*) = 1;

COMMENT ON VIEW store.district_name IS '填报单位的各种叫法；两个共有的叫法不算 / Every name by which a reporting unit is found; one that two of them bear finds none';
COMMENT ON COLUMN store.district_name.key IS '归一后的名称 / The name in the form of name_key()';
COMMENT ON COLUMN store.district_name.code IS '代码 / Code';

COMMENT ON VIEW store.sector_name IS '行业领域的各种叫法；两个共有的叫法不算 / Every name by which a sector is found; one that two of them bear finds none';
COMMENT ON COLUMN store.sector_name.key IS '归一后的名称 / The name in the form of name_key()';
COMMENT ON COLUMN store.sector_name.code IS '代码 / Code';

COMMENT ON VIEW store.project_type_name IS '项目类型的各种叫法；两个共有的叫法不算 / Every name by which a project type is found; one that two of them bear finds none';
COMMENT ON COLUMN store.project_type_name.key IS '归一后的名称 / The name in the form of name_key()';
COMMENT ON COLUMN store.project_type_name.code IS '代码 / Code';

COMMENT ON VIEW store.project_name IS '按名称查找项目：先在区市县内，全市唯一的也可直接找到 / Projects by name, inside their district and, where only one of the city bears it, without';
COMMENT ON COLUMN store.project_name.key IS '归一后的名称 / The name in the form of name_key()';
COMMENT ON COLUMN store.project_name.district_code IS '区市县代码；空为全市 / Code of the district; NULL: the whole city';
COMMENT ON COLUMN store.project_name.project_key IS '项目内部序号 / Number of the project in this warehouse';
