package session

import (
	"context"
	"database/sql"
	"time"

	"shixu/queries"
)

// Nothing says why there is nothing to show, in both languages: the day lies before all
// plans and reports, or none are known (knownOn: by that day; zero: yet). said is nil where
// there is something. Speak comes first.
func Nothing(ctx context.Context, conn *sql.Conn, d Dates, knownOn time.Time) (said, err error) {
	if !d.ReportedTo.IsZero() {
		return nil, nil
	}
	var begins sql.NullTime
	if err := ask(ctx, conn, "begins.sql", func(row func(...any) error) error { return row(&begins) }); err != nil {
		return nil, err
	}
	switch {
	case begins.Valid && !d.AsOf.Before(begins.Time):
		return nil, nil
	case begins.Valid:
		return queries.Say("截止日 %s 早于全部数据：计划和填报从 %s 开始；没有可显示的数字",
			"as of %s there is nothing to show: plans and reports begin on %s", d.AsOf.Format(time.DateOnly), begins.Time.Format(time.DateOnly)), nil
	case !knownOn.IsZero():
		return queries.Say("到 %s 还没有装载任何计划和填报；没有可显示的数字",
			"nothing to show: by %s no plans or reports were known", knownOn.Format(time.DateOnly)), nil
	}
	return queries.Say("还没有装载任何计划和填报；请先用 shixu ingest 装载", "nothing to show: no plans or reports are loaded yet; load them with shixu ingest"), nil
}
