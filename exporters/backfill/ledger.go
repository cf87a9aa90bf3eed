package backfill

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2"

	"shixu/queries"
)

// LedgerName is the file in the output folder that says how far it is filled.
// Prometheus passes over files it does not know.
const LedgerName = "shixu-backfill.json"

// ErrOther says that the output folder holds something else already.
var ErrOther = queries.Say("该文件夹中是另一次请求的历史", "the folder holds the history of another request")

// A ledger says what a folder holds, and up to when.
type ledger struct {
	path string
	// Request is what was asked for: step, labels, queries and data version.
	// Blocks of two requests would disagree where they overlap.
	Request string `json:"request"`
	// Until is the instant up to which everything is there, in milliseconds.
	Until int64 `json:"until"`
}

func openLedger(dir, request string) (*ledger, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	l := &ledger{path: filepath.Join(dir, LedgerName), Request: request}
	text, err := os.ReadFile(l.path)
	if errors.Is(err, os.ErrNotExist) {
		return l, l.write()
	}
	if err != nil {
		return nil, err
	}
	var old ledger
	if err := json.Unmarshal(text, &old); err != nil {
		return nil, queries.Say("读 %s：%v", "read %s: %v", l.path, err)
	}
	if old.Request != request {
		return nil, queries.Say("%s：%v：%s", "%s: %v: %s", dir, ErrOther, old.Request)
	}
	l.Until = old.Until
	return l, nil
}

// advance says that everything before an instant is on disk.
func (l *ledger) advance(until int64) error {
	l.Until = until
	return l.write()
}

func (l *ledger) write() error {
	text, err := json.MarshalIndent(l, "", "  ")
	if err != nil {
		return err
	}
	return renameio.WriteFile(l.path, append(text, '\n'), 0o644)
}
