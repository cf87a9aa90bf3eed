// Package session tells a DuckDB connection what its views speak of: as of
// which day, up to which closed month, by which calendar, and known when.
package session

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"strconv"
	"strings"
	"time"

	"shixu/queries"
)

// Rules are a city's rules of time.
type Rules struct {
	// Calendar is how much of the year's plan should be done by now: monthly
	// (month/12), daily, or curve.
	Calendar string
	// Curve holds, for the calendar curve, the share of the year's plan due by
	// the end of each of the twelve months; empty: what monthly plans say.
	Curve []float64
	// CloseAtCoverage is the share of planned projects that must have reported
	// a month before it counts; ClosingDay, where above 0, closes a month on
	// that day of the next one, whoever is missing.
	CloseAtCoverage float64
	ClosingDay      int
}

// Dates are the two dates every figure has (design, "As-of, and reported-to").
type Dates struct {
	// AsOf is the day the figures speak of.
	AsOf time.Time
	// ReportedTo is the end of the latest closed month; zero where no month is.
	ReportedTo time.Time
}

// Speak finds the latest closed month for an as-of date and sets the
// connection's variables as_of, reported_to, calendar and plan_curve, which
// the views read.
func Speak(ctx context.Context, conn *sql.Conn, asOf time.Time, r Rules) (Dates, error) {
	var to sql.NullTime
	day := asOf.Format(time.DateOnly)
	// The last months first, then the last year: the whole of a long history is
	// only looked through where they have nothing.
	y, m, _ := asOf.Date()
	for _, since := range []time.Time{time.Date(y, m-1, 1, 0, 0, 0, 0, time.UTC), asOf.AddDate(0, -3, 0), asOf.AddDate(-1, 0, 0), {}} {
		err := conn.QueryRowContext(ctx, `SELECT latest_closed_month(CAST(? AS DATE), CAST(? AS DATE), CAST(? AS DOUBLE), CAST(? AS INTEGER))`,
			since.Format(time.DateOnly), day, r.CloseAtCoverage, r.ClosingDay).Scan(&to)
		if err != nil {
			return Dates{}, fmt.Errorf("find the month reported to: %w", err)
		}
		if to.Valid {
			break
		}
	}
	d := Dates{AsOf: asOf, ReportedTo: to.Time}
	return d, Set(ctx, conn, d, r)
}

// Set makes the connection speak of dates that are known already.
func Set(ctx context.Context, conn *sql.Conn, d Dates, r Rules) error {
	reported := "NULL"
	if !d.ReportedTo.IsZero() {
		reported = "DATE " + queries.Literal(d.ReportedTo.Format(time.DateOnly))
	}
	_, err := conn.ExecContext(ctx, fmt.Sprintf(
		`SET VARIABLE as_of = DATE %s; SET VARIABLE reported_to = %s; SET VARIABLE calendar = %s; SET VARIABLE plan_curve = %s`,
		queries.Literal(d.AsOf.Format(time.DateOnly)), reported, queries.Literal(r.Calendar), curve(r.Curve)))
	if err != nil || r.Calendar != "curve" || len(r.Curve) > 0 {
		return err
	}
	return run(ctx, conn, "curve_of_plans.sql")
}

// KnownOn makes the connection see what was known on a day.
func KnownOn(ctx context.Context, conn *sql.Conn, day time.Time) error {
	_, err := conn.ExecContext(ctx, fmt.Sprintf(
		`SET VARIABLE known_on = DATE %s; SET VARIABLE known_loads = (SELECT coalesce(list(load_id), []) FROM store.load WHERE known_on <= getvariable('known_on'))`,
		queries.Literal(day.Format(time.DateOnly))))
	return err
}

// KnownNow makes the connection see all that is known, as it does at first.
func KnownNow(ctx context.Context, conn *sql.Conn) error {
	_, err := conn.ExecContext(ctx, `SET VARIABLE known_loads = NULL; SET VARIABLE known_on = NULL`)
	return err
}

//go:embed *.sql
var files embed.FS

// Share measures the key projects once, for all that read the views
// project_measure, key_project, investment_in_year and investment_before_year on
// this connection. Speak or Set comes first.
func Share(ctx context.Context, conn *sql.Conn) error {
	h, err := hold(ctx, conn)
	if err != nil {
		return err
	}
	return h.measure(ctx, conn)
}

// ShareForecasts is Share, and computes once what forecasts are made from, for
// all that read the view forecast_input.
func ShareForecasts(ctx context.Context, conn *sql.Conn) error {
	if err := Share(ctx, conn); err != nil {
		return err
	}
	return run(ctx, conn, "share_forecasts.sql")
}

// ShareWarnings computes once what is read as warning.
func ShareWarnings(ctx context.Context, conn *sql.Conn) error {
	return run(ctx, conn, "share_warnings.sql")
}

// ShareProjects computes once what is read as key_project, and no measures: for
// dates of which only that is asked.
func ShareProjects(ctx context.Context, conn *sql.Conn) error {
	return run(ctx, conn, "unshare.sql", "share_projects.sql")
}

// Aside puts away what is shared while f makes the connection speak of other
// dates, and takes it back. f ends with the connection's own dates set again.
func Aside(ctx context.Context, conn *sql.Conn, f func() error) error {
	h, err := hold(ctx, conn)
	if err != nil {
		return err
	}
	if h.measures.in != "project_measure" {
		return f()
	}
	if err := run(ctx, conn, "aside.sql"); err != nil {
		return err
	}
	if err := f(); err != nil {
		return err
	}
	if err := run(ctx, conn, "unshare.sql"); err != nil {
		return err
	}
	if h, err = hold(ctx, conn); err != nil {
		return err
	}
	if _, err := h.shareHistory(ctx, conn); err != nil {
		return err
	}
	return run(ctx, conn, "back.sql", "share_key_project.sql")
}

// Unshare takes back what was shared, and forgets what was kept for later: the views
// follow the dates again, and whatever was changed other than by a load.
func Unshare(ctx context.Context, conn *sql.Conn) error {
	return run(ctx, conn, "unshare.sql", "forget.sql", "forget_history.sql")
}

func run(ctx context.Context, conn *sql.Conn, names ...string) error {
	for _, name := range names {
		text, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		if _, err := conn.ExecContext(ctx, string(text)); err != nil {
			return fmt.Errorf("run %s: %w", name, err)
		}
	}
	return nil
}

// ask scans each row that a file's SELECT gives.
func ask(ctx context.Context, conn *sql.Conn, name string, scan func(row func(dest ...any) error) error) error {
	text, err := files.ReadFile(name)
	if err != nil {
		return err
	}
	rows, err := conn.QueryContext(ctx, string(text))
	if err != nil {
		return fmt.Errorf("run %s: %w", name, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows.Scan); err != nil {
			return fmt.Errorf("run %s: %w", name, err)
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("run %s: %w", name, err)
	}
	return nil
}

func curve(shares []float64) string {
	if len(shares) == 0 {
		return "CAST(NULL AS DOUBLE[])"
	}
	text := make([]string, len(shares))
	for i, s := range shares {
		text[i] = strconv.FormatFloat(s, 'g', -1, 64)
	}
	return "CAST([" + strings.Join(text, ", ") + "] AS DOUBLE[])"
}
