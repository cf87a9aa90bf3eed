-- Writes down what was computed, in place of what was.
DELETE FROM store.score_quarter;
DELETE FROM store.score_item;
DELETE FROM store.score;
DELETE FROM store.score_indicator;
DELETE FROM store.score_list;
INSERT INTO store.score_quarter BY NAME FROM score_quarter;
INSERT INTO store.score_item BY NAME FROM score_item;
INSERT INTO store.score BY NAME SELECT * EXCLUDE (final, as_of, reported_to, scheme) FROM score;
INSERT INTO store.score_indicator BY NAME SELECT * EXCLUDE (final) FROM score_indicator;
INSERT INTO store.score_list BY NAME FROM score_list;
