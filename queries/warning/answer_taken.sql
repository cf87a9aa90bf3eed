-- What a round decided is written down, and no longer asked.
DELETE FROM warning_act;

INSERT INTO warning_act
SELECT warning_id, takes_on, CAST($written_at AS TIMESTAMP), actor, action, to_state, nullif(deadline, ''), to_day, who, note
FROM warning_round WHERE outcome = 'taken'
