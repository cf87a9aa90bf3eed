-- What one evaluation works on. Temporary, and empty at its beginning.

-- The day that is evaluated.
CREATE OR REPLACE TEMP TABLE warning_tick (
    day DATE, written_at TIMESTAMP, reported_to DATE, data_version INTEGER, live_from DATE, escalate BOOLEAN
);

-- The rows of one rule, as its file gives them.
CREATE OR REPLACE TEMP TABLE warning_row (
    project_id VARCHAR, subject VARCHAR, severity VARCHAR, responsible VARCHAR, why_zh VARCHAR, why_en VARCHAR,
    due_on DATE, suggestion_zh VARCHAR, suggestion_en VARCHAR, value DOUBLE
);

-- What all rules found, and the rules that failed: their warnings stay as they are.
CREATE OR REPLACE TEMP TABLE warning_found (
    rule VARCHAR, project_key INTEGER, subject VARCHAR, severity VARCHAR, responsible VARCHAR,
    why_zh VARCHAR, why_en VARCHAR, due_on DATE, suggestion_zh VARCHAR, suggestion_en VARCHAR, value DOUBLE
);
CREATE OR REPLACE TEMP TABLE warning_failed (rule VARCHAR, error VARCHAR);
