package backfill

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/prometheus/client_golang/exp/api/remote"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/prompb"

	"shixu/exporters/exposition"
	"shixu/queries"
)

// perRequest is how many samples go in one remote-write request.
const perRequest = 10_000

// Remote sends samples by the remote-write protocol 1.0. The receiver must
// take old samples: Prometheus does within its out_of_order_time_window,
// VictoriaMetrics as they come. Sending the same again changes nothing.
type Remote struct {
	api    *remote.API
	step   time.Duration
	labels []Label
}

// NewRemote makes a sink for the address of a receiver, such as
// http://127.0.0.1:9090/api/v1/write. Requests that may succeed later are
// tried again.
func NewRemote(address string, client *http.Client, step time.Duration, labels []Label) (*Remote, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return nil, queries.Say("%q 不是远程写入的地址，如 http://127.0.0.1:9090/api/v1/write", "%q is no address of a remote-write receiver, such as http://127.0.0.1:9090/api/v1/write", address)
	}
	path := u.Path
	u.Path = ""
	api, err := remote.NewAPI(u.String(), remote.WithAPIPath(path), remote.WithAPIHTTPClient(client))
	if err != nil {
		return nil, err
	}
	return &Remote{api: api, step: step, labels: labels}, nil
}

// Done implements Sink: what a receiver has is not known.
func (r *Remote) Done() time.Time { return time.Time{} }

// Write implements Sink.
func (r *Remote) Write(ctx context.Context, s Stretch, families []exposition.Family) error {
	first, end, by := instants(s.Start, s.End, r.step)
	if first >= end {
		return nil
	}
	var req prompb.WriteRequest
	pending := 0
	send := func() error {
		if pending == 0 {
			return nil
		}
		_, err := r.api.Write(ctx, remote.WriteV1MessageType, &req)
		req.Timeseries, pending = req.Timeseries[:0], 0
		if err != nil {
			return queries.Say("远程写入：%v", "remote write: %v", errors.Join(err, ctx.Err()))
		}
		return nil
	}
	// By time before series: a receiver takes what is newer than what it has,
	// and a request holds a slice of time of all series.
	all := seriesOf(families, r.labels)
	each := max(1, perRequest/max(1, len(all)))
	for at := first; at < end; at += by * int64(each) {
		stop := min(end, at+by*int64(each))
		for _, s := range all {
			ts := prompb.TimeSeries{Labels: protoLabels(s.labels)}
			for t := at; t < stop; t += by {
				ts.Samples = append(ts.Samples, prompb.Sample{Value: s.value, Timestamp: t})
			}
			req.Timeseries = append(req.Timeseries, ts)
			if pending += len(ts.Samples); pending >= perRequest {
				if err := send(); err != nil {
					return err
				}
			}
		}
		if err := send(); err != nil {
			return err
		}
	}
	return nil
}

func protoLabels(ls labels.Labels) []prompb.Label {
	out := make([]prompb.Label, 0, ls.Len())
	ls.Range(func(l labels.Label) { out = append(out, prompb.Label{Name: l.Name, Value: l.Value}) })
	return out
}

// Close implements Sink.
func (r *Remote) Close(context.Context, bool) error { return nil }
