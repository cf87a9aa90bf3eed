package owner

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"time"

	"github.com/prometheus/common/expfmt"

	"shixu/exporters/forecast"
	"shixu/pipeline/ingest"
	"shixu/queries"
)

// A Client asks the process that owns a warehouse.
type Client struct {
	address address
	err     error
}

// Find looks for the server that owns the warehouse at path. locked is the
// error of opening the warehouse; it is what the client's calls return where
// no server has left its address.
func Find(path string, locked error) *Client {
	text, err := os.ReadFile(path + Suffix)
	if errors.Is(err, os.ErrNotExist) {
		return &Client{err: locked}
	}
	c := &Client{}
	if err == nil {
		err = json.Unmarshal(text, &c.address)
	}
	if err != nil {
		c.err = queries.Say("%v；服务留下的地址读不出：%v", "%v; the server's address cannot be read: %v", locked, err)
	}
	return c
}

// MetricsRequest asks for the exposition of a view.
type MetricsRequest struct {
	AsOf, KnownOn time.Time
	Format        expfmt.Format
}

// Metrics writes the exposition. note is what there is to say of it, nil where nothing is.
func (c *Client) Metrics(ctx context.Context, w io.Writer, q MetricsRequest) (note, err error) {
	resp, err := c.answer(ctx, "/metrics", q)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if _, err := io.Copy(w, resp.Body); err != nil {
		return nil, err
	}
	return trailed(resp, noteTrailer), trailed(resp, failedTrailer)
}

// IngestRequest asks for loading.
type IngestRequest struct {
	// Config is the caller's configuration file; it must be the server's.
	Config string
	// Jobs are names of configured jobs; none: all.
	Jobs   []string
	DryRun bool
	Again  bool
	// Rejected asks for every problem found.
	Rejected bool
}

// An Event is one line of the answer to an IngestRequest; one field is set.
type Event struct {
	Progress *ingest.Progress `json:",omitempty"`
	Rejected *ingest.Reject   `json:",omitempty"`
	Result   *Result          `json:",omitempty"`
	Error    *said            `json:",omitempty"`
}

// A Result is a FileResult with its error.
type Result struct {
	ingest.FileResult
	Error *said `json:",omitempty"`
}

// Ingest hands a request over; o's callbacks are called as if the work were
// done here.
func (c *Client) Ingest(ctx context.Context, q IngestRequest, o ingest.Options) ([]ingest.FileResult, error) {
	q.DryRun, q.Again, q.Rejected = o.DryRun, o.Again, o.Rejected != nil
	body, err := c.call(ctx, "/ingest", q)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	var results []ingest.FileResult
	dec := json.NewDecoder(body)
	for {
		var e Event
		switch err := dec.Decode(&e); {
		case errors.Is(err, io.EOF):
			return results, nil
		case err != nil:
			return results, c.Explain(queries.Say("服务的答复中断了：%v；请查看它的日志", "the server's answer broke off: %v; see its log", err))
		case e.Error != nil:
			return results, e.Error
		case e.Progress != nil && o.Progress != nil:
			o.Progress(*e.Progress)
		case e.Rejected != nil && o.Rejected != nil:
			if err := o.Rejected(*e.Rejected); err != nil {
				return results, err
			}
		case e.Result != nil:
			r := e.Result.FileResult
			if e.Result.Error != nil {
				r.Err = e.Result.Error
			}
			results = append(results, r)
		}
	}
}

// Backtest has the methods of forecasting tried on past years.
func (c *Client) Backtest(ctx context.Context, o forecast.Options) (*forecast.Report, error) {
	body, err := c.call(ctx, "/forecast/backtest", o)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	rep := new(forecast.Report)
	if err := json.NewDecoder(body).Decode(rep); err != nil {
		return nil, c.Explain(queries.Say("服务的答复中断了：%v；请查看它的日志", "the server's answer broke off: %v; see its log", err))
	}
	return rep, nil
}

// Snapshot asks for the path of a snapshot that holds everything loaded.
func (c *Client) Snapshot(ctx context.Context) (string, error) {
	body, err := c.call(ctx, "/snapshot", struct{}{})
	if err != nil {
		return "", err
	}
	defer body.Close()
	path, err := io.ReadAll(body)
	return string(path), err
}

// Do sends a request whose body is JSON and returns the answer, whatever its
// status. The caller closes its body.
func (c *Client) Do(ctx context.Context, method, path string, body io.Reader) (*http.Response, error) {
	if c.err != nil {
		return nil, c.err
	}
	r, err := http.NewRequestWithContext(ctx, method, c.address.URL+path, body)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Authorization", "Bearer "+c.address.Secret)
	r.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, queries.Say("占用数据仓库的服务（进程 %d）没有回应：%v；请看它的日志，或重启它", "the server (process %d) that owns the warehouse does not answer: %v; see its log, or restart it", c.address.PID, err)
	}
	return resp, nil
}

// call posts a request; an answer that is no success is an error with its text.
func (c *Client) call(ctx context.Context, path string, request any) (io.ReadCloser, error) {
	resp, err := c.answer(ctx, path, request)
	if err != nil {
		return nil, err
	}
	return resp.Body, nil
}

// answer is call with the answer's trailers.
func (c *Client) answer(ctx context.Context, path string, request any) (*http.Response, error) {
	text, err := json.Marshal(request)
	if err != nil {
		return nil, err
	}
	resp, err := c.Do(ctx, http.MethodPost, path, bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		defer resp.Body.Close()
		what, _ := io.ReadAll(io.LimitReader(resp.Body, 64<<10))
		said := queries.Say("运行中的服务答复：%v", "the running server says: %v", heard(what))
		if resp.StatusCode < http.StatusInternalServerError { // it does not know what it is asked for
			return nil, c.Explain(said)
		}
		return nil, said
	}
	return resp, nil
}
