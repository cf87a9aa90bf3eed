-- What a connection needs to score: the scheme, in temporary tables that Go
-- fills, and room for what is measured.

CREATE OR REPLACE TEMP TABLE scoring_scheme (
    scheme VARCHAR, definition_hash VARCHAR, data_version BIGINT, kept BOOLEAN, min_projects INTEGER,
    bonus_cap DECIMAL(18, 2), deduction_cap DECIMAL(18, 2), behind_year SMALLINT, behind_quarter INTEGER
);
CREATE OR REPLACE TEMP TABLE score_item (
    position INTEGER, item VARCHAR, kind VARCHAR, indicator VARCHAR, title_zh VARCHAR, title_en VARCHAR, formula_zh VARCHAR, formula_en VARCHAR,
    unit VARCHAR, value_kind VARCHAR, weight DECIMAL(18, 2), points_by VARCHAR, zero DOUBLE, full_at DOUBLE, each DOUBLE,
    floor_points DOUBLE, cap_points DOUBLE, missing VARCHAR
);
CREATE OR REPLACE TEMP TABLE scoring_step (item VARCHAR, from_value DOUBLE, to_place DOUBLE, points DOUBLE);
CREATE OR REPLACE TEMP TABLE scoring_tie (position INTEGER, item VARCHAR);
CREATE OR REPLACE TEMP TABLE scoring_list (sequence VARCHAR, list VARCHAR, top INTEGER, bottom INTEGER, item VARCHAR, sign VARCHAR, bound DOUBLE);

CREATE OR REPLACE TEMP TABLE scoring_sequence (position INTEGER, sequence VARCHAR, title_zh VARCHAR, title_en VARCHAR);

-- Who is scored in the quarter that is being measured, by number, and whose
-- each project is. Indicators may read scoring_entity.
CREATE OR REPLACE TEMP TABLE scoring_unit (unit INTEGER, sequence VARCHAR, entity VARCHAR);
CREATE OR REPLACE TEMP TABLE scoring_belongs (unit INTEGER, project_key INTEGER);
CREATE OR REPLACE TEMP VIEW scoring_entity AS
SELECT u.sequence, u.entity, b.project_key FROM scoring_unit AS u LEFT JOIN scoring_belongs AS b ON b.unit = u.unit;

CREATE OR REPLACE TEMP TABLE scoring_member (year SMALLINT, quarter INTEGER, unit INTEGER, sequence VARCHAR, entity VARCHAR, projects BIGINT);
CREATE OR REPLACE TEMP TABLE scoring_value (
    year SMALLINT, quarter INTEGER, sequence VARCHAR, entity VARCHAR, item VARCHAR,
    numerator DECIMAL(38, 4), denominator DECIMAL(38, 4), value DOUBLE, projects BIGINT
);
CREATE OR REPLACE TEMP TABLE scoring_behind (
    item VARCHAR, sequence VARCHAR, entity VARCHAR, project_key INTEGER, numerator DECIMAL(38, 4), denominator DECIMAL(38, 4)
);
