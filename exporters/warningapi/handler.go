package warningapi

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"shixu/pipeline/warnings"
	"shixu/queries"
)

// A Book holds warnings: the engine, or a client of a process that has it.
type Book interface {
	List(context.Context, warnings.Filter) (warnings.List, error)
	Show(ctx context.Context, id int64, asOf warnings.Day) (warnings.Warning, []warnings.Event, error)
	Act(context.Context, warnings.Step) (warnings.Warning, error)
}

// Options are what the handler works with.
type Options struct {
	Book Book
	// Actor names who acts, once the request is known to be theirs. Its error
	// says why nobody may; people see it. Nil: the body names them.
	Actor func(*http.Request) (string, error)
	// Acted is called after each step that was taken; may be nil.
	Acted func()
	Log   *slog.Logger
}

const (
	maxBody      = 64 << 10
	defaultLimit = 1000
	maxLimit     = 10000
)

// stepBody is the JSON of a step.
type stepBody struct {
	Step     *int         `json:"step"`
	By       string       `json:"by,omitempty"`
	Note     string       `json:"note,omitempty"`
	Assignee string       `json:"assignee,omitempty"`
	Until    warnings.Day `json:"until"`
}

// shown is a warning with its audit trail.
type shown struct {
	Warning warnings.Warning `json:"warning"`
	Events  []warnings.Event `json:"events"`
}

// problem is the JSON of an error, in both languages.
type problem struct {
	Error   string `json:"error"`
	ErrorZh string `json:"error_zh"`
	// Warning and Meanwhile say how things stand, of a conflict.
	Warning   *warnings.Warning `json:"warning,omitempty"`
	Meanwhile []warnings.Event  `json:"meanwhile,omitempty"`
}

// Handler answers below /api/v1/warnings.
func Handler(o Options) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/v1/warnings", o.list)
	mux.HandleFunc("GET /api/v1/warnings/{id}", o.show)
	mux.HandleFunc("POST /api/v1/warnings/{id}/{action}", o.act)
	return http.NewCrossOriginProtection().Handler(mux)
}

func (o Options) list(w http.ResponseWriter, r *http.Request) {
	f, err := filter(r.URL.Query())
	if err != nil {
		o.fail(w, err)
		return
	}
	l, err := o.Book.List(r.Context(), f)
	if err != nil {
		o.fail(w, err)
		return
	}
	answer(w, http.StatusOK, l)
}

// filter reads the query; what it does not know is an error, so that a
// misspelt filter never shows everything.
func filter(q url.Values) (f warnings.Filter, err error) {
	f.Limit = defaultLimit
	for key, values := range q {
		v := values[len(values)-1]
		var err error
		switch key {
		case "district":
			f.District = v
		case "rule":
			f.Rule = v
		case "project":
			f.Project = v
		case "severity":
			f.Severities = values
		case "state":
			f.States = values
		case "all":
			f.All, err = strconv.ParseBool(v)
		case "overdue":
			f.Overdue, err = strconv.ParseBool(v)
		case "since":
			err = f.Since.UnmarshalJSON([]byte(`"` + v + `"`))
		case "as_of":
			err = f.AsOf.UnmarshalJSON([]byte(`"` + v + `"`))
		case "limit":
			if f.Limit, err = strconv.Atoi(v); err == nil && (f.Limit < 1 || f.Limit > maxLimit) {
				err = queries.Say("须为 1 至 %d", "it is from 1 to %d", maxLimit)
			}
		default:
			err = queries.Say("没有这样的筛选；可用的有 district, rule, project, severity, state, all, overdue, since, as_of, limit", "there is no such filter; there are district, rule, project, severity, state, all, overdue, since, as_of, limit")
		}
		if err != nil {
			return f, invalid("%s=%s：%v", "%s=%s: %v", key, v, err)
		}
	}
	return f, nil
}

func (o Options) show(w http.ResponseWriter, r *http.Request) {
	id, err := number(r)
	if err != nil {
		o.fail(w, err)
		return
	}
	var asOf warnings.Day
	if day := r.URL.Query().Get("as_of"); day != "" {
		if err := asOf.UnmarshalJSON([]byte(`"` + day + `"`)); err != nil {
			o.fail(w, invalid("as_of=%s：须为 2023-10-31 这样的日期", "as_of=%s: it is a day such as 2023-10-31", day))
			return
		}
	}
	one, events, err := o.Book.Show(r.Context(), id, asOf)
	if err != nil {
		o.fail(w, err)
		return
	}
	answer(w, http.StatusOK, shown{one, events})
}

func (o Options) act(w http.ResponseWriter, r *http.Request) {
	id, err := number(r)
	if err != nil {
		o.fail(w, err)
		return
	}
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		refuse(w, http.StatusUnsupportedMediaType, queries.Say("请以 application/json 发送", "a step is sent as application/json"))
		return
	}
	var body stepBody
	dec := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&body); err != nil {
		status := http.StatusBadRequest
		if errors.As(err, new(*http.MaxBytesError)) {
			status = http.StatusRequestEntityTooLarge
		}
		refuse(w, status, queries.Say("读不懂发来的内容：%v", "read the step: %v", err))
		return
	}
	if o.Actor != nil {
		if body.By != "" {
			o.fail(w, invalid("by：办理人就是登录者，不要另写", "by: who acts is who logged in; leave it out"))
			return
		}
		if body.By, err = o.Actor(r); err != nil {
			refuse(w, http.StatusForbidden, err)
			return
		}
	}
	if body.Step == nil {
		refuse(w, http.StatusPreconditionRequired, queries.Say("缺 step：您查看时该预警到了第几步", "step is missing: how many steps the warning had taken when you looked at it"))
		return
	}
	after, err := o.Book.Act(r.Context(), warnings.Step{
		ID: id, Action: r.PathValue("action"), Seen: *body.Step, By: body.By, Note: body.Note, Assignee: body.Assignee, Until: body.Until,
	})
	if err != nil {
		o.fail(w, err)
		return
	}
	if o.Acted != nil {
		o.Acted()
	}
	answer(w, http.StatusOK, after)
}

func number(r *http.Request) (int64, error) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil || id < 1 {
		return 0, &warnings.MissingError{Msg: queries.Say("没有预警 %q", "there is no warning %q", r.PathValue("id")).Words}
	}
	return id, nil
}

// statuses are the answers to errors; others are the server's own.
func (o Options) fail(w http.ResponseWriter, err error) {
	conflict := new(warnings.ConflictError)
	switch {
	case errors.As(err, new(*warnings.InvalidError)):
		refuse(w, http.StatusBadRequest, err)
	case errors.As(err, new(*warnings.MissingError)):
		refuse(w, http.StatusNotFound, err)
	case errors.As(err, &conflict):
		answer(w, http.StatusConflict, problem{conflict.Msg.En, conflict.Msg.Zh, &conflict.Warning, conflict.Meanwhile})
	default:
		o.Log.Error("warnings cannot be shown or changed", "error", err)
		refuse(w, http.StatusInternalServerError, err)
	}
}

func refuse(w http.ResponseWriter, status int, err error) {
	answer(w, status, problem{Error: err.Error(), ErrorZh: queries.InChinese(err)})
}

func invalid(zh, en string, args ...any) error {
	return &warnings.InvalidError{Msg: queries.Say(zh, en, args...).Words}
}

func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(v)
}

// query is what filter reads.
func query(f warnings.Filter) url.Values {
	q := url.Values{}
	for key, v := range map[string]string{
		"district": f.District, "rule": f.Rule, "project": f.Project, "since": f.Since.String(), "as_of": f.AsOf.String(),
	} {
		if v != "" {
			q.Set(key, v)
		}
	}
	q["severity"], q["state"] = slices.Clone(f.Severities), slices.Clone(f.States)
	for key, v := range map[string]bool{"all": f.All, "overdue": f.Overdue} {
		if v {
			q.Set(key, "true")
		}
	}
	if f.Limit > 0 {
		q.Set("limit", strconv.Itoa(min(f.Limit, maxLimit)))
	}
	return q
}

// path is where a warning is.
func path(id int64, more ...string) string {
	return strings.Join(append([]string{"/api/v1/warnings", strconv.FormatInt(id, 10)}, more...), "/")
}
