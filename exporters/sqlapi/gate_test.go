package sqlapi_test

import (
	"testing"

	"shixu/exporters/sqlapi"
)

// TestQuestions are those that are answered.
func TestQuestions(t *testing.T) {
	s := open(t, sqlapi.Options{})
	for _, tc := range []struct{ query, want string }{
		{"SELECT 1", "1\n"},
		{"select 1;", "1\n"},
		{"  /* a; b */ -- c; d\n select 1 ; ; -- the end;", "1\n"},
		{"select 1 -- at the end", "1\n"},
		{"/* outer /* inner */ ; */ SELECT 1", "1\n"},
		{"(SELECT 1) UNION ALL (SELECT 2) ORDER BY 1 DESC", "2\n1\n"},
		{"WITH x AS (SELECT 1 AS a) FROM x", "1\n"},
		{"FROM load SELECT count(*)", "2\n"},
		{"VALUES (1, 'a'), (2, 'b')", "1,a\n2,b\n"},
		{"TABLE district LIMIT 0", ""},
		{"SELECT ';' AS a, 'it''s;' AS b, E'it\\'s;' AS c, $$;'$$ AS d, $x$ $$; $x$ AS e", ";,it's;,it's;,;', $$; \n"},
		{`SELECT 1 AS "a;""b"`, "1\n"},
		{"SELECT count(*) FROM (DESCRIBE load)", "15\n"},
		{"SELECT '区；' AS 名称", "区；\n"},
		{"PIVOT (FROM range(3) t(i)) ON i USING count(*)", "1,1,1\n"},
		{"UNPIVOT (SELECT 1 AS a, 2 AS b) ON a, b", "a,1\nb,2\n"},
		{"SELECT * FROM (SELECT i FROM range(200000) t(i) ORDER BY i DESC) LIMIT 2", "199999\n199998\n"},
	} {
		t.Run(tc.query, func(t *testing.T) { expect(t, s, tc.query, tc.want) })
	}
	for _, q := range []string{
		"DESCRIBE load", "DESC load", "DESCRIBE SELECT 1", "SHOW TABLES", "SHOW ALL TABLES", "SHOW DATABASES", "SUMMARIZE load", "SUMMARIZE SELECT 1 AS a",
		"EXPLAIN SELECT 1", "EXPLAIN ANALYZE SELECT 1", "EXPLAIN (FORMAT json) SELECT 1", "EXPLAIN (SELECT 1)", "explain analyze (from load)",
	} {
		if got, err := ask(s, q); err != nil || got == "" {
			t.Errorf("%s: got %q, %v", q, got, err)
		}
	}
}

func TestOrderIsKept(t *testing.T) {
	s := open(t, sqlapi.Options{})
	got, err := ask(s, "SELECT i FROM range(300000) t(i) ORDER BY hash(i)")
	if err != nil {
		t.Fatal(err)
	}
	want, err := ask(s, "SELECT string_agg(i, chr(10) ORDER BY hash(i)) AS a FROM range(300000) t(i)")
	if err != nil {
		t.Fatal(err)
	}
	if `"`+got[:len(got)-1]+"\"\n" != want {
		t.Error("rows came in another order than the query's")
	}
}
