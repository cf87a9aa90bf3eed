SELECT [1, 2, NULL] AS list, []::INT[] AS empty, [1.50::DECIMAL(4, 2), 2]::DECIMAL(4, 2)[2] AS fixed,
       {'名称': '科幻馆', 'at': {'day': DATE '2023-10-31', 'n': NULL}} AS struct,
       MAP {'甲': 1, '乙': 2} AS map, MAP {DATE '2023-01-01': [1, 2]} AS by_day,
       union_value(num := 2) AS choice, [{'a': 'x"y'}] AS deep, '{"a": [1]}'::JSON AS json, NULL::INT[] AS none
