-- Steps that people take, as act.sql writes them down: one a warning. deadline
-- 'until': what was promised is due then; 'respond': there is new time to
-- respond; else nothing is due.
CREATE OR REPLACE TEMP TABLE warning_act (
    warning_id INTEGER, day DATE, written_at TIMESTAMP, actor VARCHAR, action VARCHAR, state VARCHAR, deadline VARCHAR, until DATE,
    assignee VARCHAR, note VARCHAR
)
