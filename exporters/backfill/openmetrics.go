package backfill

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/google/renameio/v2"
	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"

	"shixu/exporters/exposition"
)

// OpenMetrics writes one file of OpenMetrics text a stretch, for `promtool
// tsdb create-blocks-from openmetrics FILE`. A file is there whole or not at
// all.
type OpenMetrics struct {
	dir    string
	step   time.Duration
	labels []Label
	ledger *ledger
}

// NewOpenMetrics opens a folder as NewBlocks does.
func NewOpenMetrics(dir, request string, step time.Duration, labels []Label) (*OpenMetrics, error) {
	l, err := openLedger(dir, request)
	if err != nil {
		return nil, err
	}
	return &OpenMetrics{dir: dir, step: step, labels: labels, ledger: l}, nil
}

// Done implements Sink.
func (o *OpenMetrics) Done() time.Time { return time.UnixMilli(o.ledger.Until) }

// Write implements Sink.
func (o *OpenMetrics) Write(ctx context.Context, s Stretch, families []exposition.Family) error {
	file, err := renameio.NewPendingFile(filepath.Join(o.dir, s.AsOf.Format("2006-01")+".om"), renameio.WithPermissions(0o644))
	if err != nil {
		return err
	}
	defer file.Cleanup()
	w := bufio.NewWriterSize(file, 1<<20)
	if err := o.text(ctx, w, s, families); err != nil {
		return err
	}
	if err := errors.Join(w.Flush(), file.CloseAtomicallyReplace()); err != nil {
		return err
	}
	return o.ledger.advance(s.End.UnixMilli())
}

// text writes the families one after the other, each series with all its
// samples, as the format wants.
func (o *OpenMetrics) text(ctx context.Context, w io.Writer, s Stretch, families []exposition.Family) error {
	first, end, by := instants(s.Start, s.End, o.step)
	for _, f := range families {
		if err := ctx.Err(); err != nil {
			return err
		}
		if len(f.Series) == 0 {
			continue
		}
		// Of its parts OpenMetrics asks no more than a type; promtool reads the
		// samples alone. Gauges, because a counter's name has rules of its own.
		fmt.Fprintf(w, "# TYPE %s gauge\n", f.Name)
		var line []byte
		for _, s := range seriesOf([]exposition.Family{f}, o.labels) {
			name := labelText(s.labels)
			value := strconv.FormatFloat(s.value, 'g', -1, 64)
			for at := first; at < end; at += by {
				line = append(line[:0], f.Name...)
				line = append(line, name...)
				line = append(line, ' ')
				line = append(line, value...)
				line = append(line, ' ')
				line = strconv.AppendFloat(line, float64(at)/1000, 'f', -1, 64)
				line = append(line, '\n')
				if _, err := w.Write(line); err != nil {
					return err
				}
			}
		}
	}
	_, err := io.WriteString(w, "# EOF\n")
	return err
}

var escaped = strings.NewReplacer(`\`, `\\`, "\n", `\n`, `"`, `\"`)

// labelText writes the labels of a series as the format wants them: {a="b",c="d"}.
func labelText(ls labels.Labels) string {
	var parts []string
	ls.Range(func(l labels.Label) {
		if l.Name != model.MetricNameLabel {
			parts = append(parts, l.Name+`="`+escaped.Replace(l.Value)+`"`)
		}
	})
	return "{" + strings.Join(parts, ",") + "}"
}

// Close implements Sink: every file is closed already.
func (o *OpenMetrics) Close(context.Context, bool) error { return nil }
