package main

import (
	"cmp"
	"context"
	"io/fs"

	"shixu/pipeline/config"
	"shixu/pipeline/warehouse"
	"shixu/queries"
	"shixu/queries/scores"
)

// scorer makes what scores by the configured scheme; nil where that is off.
func scorer(c *config.Config) (*scores.Scorer, error) {
	if c.Scores.Scheme == "off" {
		return nil, nil
	}
	var folders []fs.FS
	if c.Scores.Folder != "" {
		dir, err := folder(c, c.Scores.Folder, "scores", "folder")
		if err != nil {
			return nil, err
		}
		folders = append(folders, dir)
	}
	scoring, err := queries.ScoringNamed(c.Scores.Scheme, folders...)
	if err != nil {
		return nil, &config.Error{File: c.Path, Line: c.Line("scores", "scheme"), Msg: queries.Say("考核：%v", "scores: %v", err).Words, Err: err}
	}
	return scores.New(scoring, timeRules(c)), nil
}

// writeScores writes scores down after a load, as a server's refresh does. What
// is wrong with them is no fault of the load: it is said, and the load stands.
func (m *Main) writeScores(ctx context.Context, c *config.Config, w *warehouse.Warehouse) {
	by, err := scorer(c)
	if err == nil && by != nil {
		err = by.Refresh(ctx, w, cmp.Or(c.AsOf.Time, m.today()))
	}
	if err != nil && ctx.Err() == nil {
		m.note(err)
	}
}
