package metrics

import (
	"context"
	"io/fs"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/common/expfmt"

	"shixu/exporters/exposition"
	"shixu/pipeline/warehouse"
	"shixu/queries"
	"shixu/queries/session"
)

// TestSharedAndBeside: every query gives, where it is asked, what it gives on a
// connection where nothing is shared; and queries are asked on both.
func TestSharedAndBeside(t *testing.T) {
	w, err := warehouse.Open(t.Context(), warehouse.Options{Migrations: []fs.FS{queries.Migrations()}, Definitions: queries.Definitions()})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	_, err = w.DB.ExecContext(t.Context(), `INSERT INTO store.load (load_id, known_on) VALUES (1, DATE '2023-01-01');
		INSERT INTO store.district (code, name_zh, load_id) VALUES ('d0', '锦江区', 1), ('d1', '郫都区', 1);
		INSERT INTO store.sector (code, name_zh, load_id) VALUES ('s0', '交通', 1), ('s1', '水利', 1);
		INSERT INTO store.project_type (code, name_zh, load_id) VALUES ('t0', '产业', 1);
		INSERT INTO store.project_key SELECT i, format('P{}', i) FROM range(40) AS t(i);
		INSERT INTO store.project (project_key, name, level, district_code, sector_code, project_type_code, total_investment, planned_start, planned_start_precision,
			actual_start, actual_start_precision, planned_completion, planned_completion_precision, reserved_on, reserved_on_precision, load_id)
		SELECT i, '项目', ['municipal', 'provincial', NULL][i % 3 + 1], format('d{}', i % 3), format('s{}', i % 2), 't0', 1000, DATE '2023-06-30', 'quarter',
			CASE WHEN i % 4 > 0 THEN DATE '2023-01-15' + i::INTEGER * 10 END, 'day', DATE '2024-06-30', 'half_year', DATE '2022-03-31', 'month', 1 FROM range(40) AS t(i);
		INSERT INTO store.annual_plan (project_key, year, planned_investment, load_id) SELECT i, y, 120, 1 FROM range(30) AS t(i), range(2021, 2024) AS u(y);
		INSERT INTO store.schedule_report (project_key, reported_on, forecast_completion, load_id) SELECT i, DATE '2023-09-01', DATE '2024-12-31', 1 FROM range(0, 30, 4) AS t(i);
		INSERT INTO store.coordination_item (item_id, project_key, raised_on, due_on, load_id) SELECT format('C{}', i), i, DATE '2023-03-01', DATE '2023-05-01', 1 FROM range(5) AS t(i);
		INSERT INTO store.investment_report (project_key, month, completed, load_id)
		SELECT i, make_date(2021 + m // 12, 1 + m % 12, 1), 9 + i % 3, 1 FROM range(30) AS t(i), range(33) AS u(m)`)
	if err != nil {
		t.Fatal(err)
	}
	all, err := queries.MetricQueries("CNY")
	if err != nil {
		t.Fatal(err)
	}
	e := &Engine{Warehouse: w, Now: time.Now}
	e.Configure(Settings{AsOf: time.Date(2023, 10, 31, 0, 0, 0, 0, time.UTC), Rules: session.Rules{Calendar: "monthly", CloseAtCoverage: 0.5}, Currency: "CNY",
		Enabled: map[string]bool{"per_project": true}}, all)
	res, err := e.Evaluate(t.Context(), View{})
	if err == nil {
		err = res.Err()
	}
	if err != nil {
		t.Fatal(err)
	}

	conn, err := w.DB.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := session.Set(t.Context(), conn, res.Dates, e.settings.Rules); err != nil {
		t.Fatal(err)
	}
	x := &evaluation{Engine: e, Result: &Result{Dates: res.Dates}}
	if err := x.divide(t.Context(), conn); err != nil {
		t.Fatal(err)
	}
	if len(x.with) < 10 || len(x.beside) < 10 {
		t.Errorf("%d queries are asked where measures are shared, and %d beside them", len(x.with), len(x.beside))
	}
	r := &reader{evaluation: x, conn: conn, share: func(context.Context) error { return nil }}
	if err := r.ask(t.Context(), x.all); err != nil {
		t.Fatal(err)
	}
	series := 0
	for i, q := range x.all {
		if q.outcome.Err != nil {
			t.Fatal(q.outcome.Err)
		}
		for _, f := range q.outcome.Families {
			series += len(f.Series)
		}
		if diff := cmp.Diff(inOrder(q.outcome), inOrder(res.Outcomes[i])); diff != "" {
			t.Errorf("%s: -where nothing is shared +evaluated:\n%s", q.Name, diff)
		}
	}
	if series < 300 {
		t.Errorf("only %d series were compared", series)
	}
}

// inOrder are an outcome's series as a scrape shows them, in the order of their labels.
func inOrder(o *Outcome) string {
	s, err := exposition.New(o.Families...)
	if err != nil {
		return err.Error()
	}
	body, err := s.Append(nil, expfmt.NewFormat(expfmt.TypeTextPlain))
	if err != nil {
		return err.Error()
	}
	return string(body)
}
