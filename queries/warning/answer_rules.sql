-- The actions that people take, with what must come with them, for answered.sql.
CREATE OR REPLACE TEMP TABLE warning_action (
    action VARCHAR, from_states VARCHAR[], to_state VARCHAR, deadline VARCHAR, needs_note BOOLEAN, needs_until BOOLEAN, most_text INTEGER
)
