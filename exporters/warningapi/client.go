package warningapi

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"

	"shixu/pipeline/warnings"
	"shixu/queries"
)

// A Caller sends a request to the process that has the warnings, such as an
// owner.Client. Path has no host.
type Caller interface {
	Do(ctx context.Context, method, path string, body io.Reader) (*http.Response, error)
}

// Client is the book of another process.
func Client(c Caller) Book { return client{c} }

type client struct{ Caller }

func (c client) List(ctx context.Context, f warnings.Filter) (l warnings.List, err error) {
	if f.Limit == 0 {
		f.Limit = maxLimit
	}
	err = c.ask(ctx, http.MethodGet, "/api/v1/warnings?"+query(f).Encode(), nil, &l)
	return l, err
}

func (c client) Show(ctx context.Context, id int64, asOf warnings.Day) (warnings.Warning, []warnings.Event, error) {
	var s shown
	at := path(id)
	if !asOf.IsZero() {
		at += "?as_of=" + asOf.String()
	}
	err := c.ask(ctx, http.MethodGet, at, nil, &s)
	return s.Warning, s.Events, err
}

// Act takes a step. Where it does not matter how many steps the person saw,
// that is found out first.
func (c client) Act(ctx context.Context, s warnings.Step) (w warnings.Warning, err error) {
	if s.Seen < 0 {
		now, _, err := c.Show(ctx, s.ID, warnings.Day{})
		if err != nil {
			return w, err
		}
		s.Seen = now.Step
	}
	err = c.ask(ctx, http.MethodPost, path(s.ID, s.Action), stepBody{Step: &s.Seen, By: s.By, Note: s.Note, Assignee: s.Assignee, Until: s.Until}, &w)
	return w, err
}

// ask sends a request and reads the answer; errors are those of the book.
func (c client) ask(ctx context.Context, method, path string, body, into any) error {
	var text []byte
	if body != nil {
		var err error
		if text, err = json.Marshal(body); err != nil {
			return err
		}
	}
	resp, err := c.Do(ctx, method, path, bytes.NewReader(text))
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusOK {
		return json.NewDecoder(resp.Body).Decode(into)
	}
	what, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err != nil {
		return err
	}
	var p problem
	if json.Unmarshal(what, &p) != nil || p.Error == "" {
		p.Error = strings.TrimSpace(string(what))
	}
	said := queries.Words{Zh: cmp.Or(p.ErrorZh, p.Error), En: p.Error}
	switch {
	case resp.StatusCode == http.StatusConflict && p.Warning != nil:
		return &warnings.ConflictError{Warning: *p.Warning, Meanwhile: p.Meanwhile, Msg: said}
	case resp.StatusCode == http.StatusNotFound:
		return &warnings.MissingError{Msg: said}
	case resp.StatusCode == http.StatusBadRequest:
		return &warnings.InvalidError{Msg: said}
	}
	return queries.Say("运行中的服务答复：%[1]s", "the running server says: %[2]s", said.Zh, said.En)
}
