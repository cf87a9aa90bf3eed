-- How each item is computed, in English words.
SELECT title_en AS indicator, formula_en AS formula,
       CASE WHEN kind = 'measure' THEN 'for the conditions of lists only'
            WHEN kind = 'bonus' THEN score_number(each) || ' points for each' || coalesce(', at most ' || score_number(cap_points), '')
            WHEN kind = 'deduction' THEN score_number(each) || ' points off for each' || coalesce(', at most ' || score_number(cap_points), '')
            ELSE CASE points_by WHEN 'elapsed' THEN 'a full mark on the calendar' WHEN 'best' THEN 'in proportion to the best' WHEN 'steps' THEN 'by steps' WHEN 'place' THEN 'by place'
                                ELSE 'a full mark at ' || score_number(full_at) END || ' (' || score_number(weight) || ' points), at most ' || score_number(cap_points) END AS points
FROM score_item ORDER BY position
