package ingest

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"shixu/queries"
)

// # When the same content is loaded again
//
// What counts is the file that people see: a file whose content is still that
// of its last load is left alone, so that a folder can be loaded again and again
// with old and new reports in it and no figure goes back and forth. A file that
// went from A to B and is A again was changed on purpose, and A stands again.
//
// A file never seen before with known content is a copy. Copies turn up by
// accident (an archive that is moved, a mail that is saved twice), so the
// figures stay as they are and whoever sent it is told what it was loaded as,
// and which file has corrected it since.

// Earlier is the load that brought the content of a file before.
type Earlier struct {
	LoadID   int64
	Path     string
	LoadedAt time.Time
	// CorrectedBy are files that have since replaced figures of that load, by
	// age.
	CorrectedBy []string
}

// earlierLoads are what the job loaded that a file may be.
type earlierLoads struct {
	// last is the last load of its path, with the content that it had; nil where
	// there is none.
	last *Earlier
	hash string
	// copies are the last loads of its content under each other name, by age.
	copies []Earlier
}

// earlier asks what the job loaded from path, or with the content hash.
func (r *Runner) earlier(ctx context.Context, job *Job, path, hash string) (earlierLoads, error) {
	rows, err := r.ask.QueryContext(ctx, fmt.Sprintf(`
		SELECT path, content_hash, max(load_id), max(loaded_at) FROM store.load
		WHERE dataset = %s AND job = %s AND (path = %s OR content_hash = %s)
		GROUP BY path, content_hash ORDER BY 3`,
		queries.Literal(job.Dataset), queries.Literal(job.Name), queries.Literal(path), queries.Literal(hash)))
	if err != nil {
		return earlierLoads{}, err
	}
	defer rows.Close()
	var b earlierLoads
	for rows.Next() {
		var e Earlier
		var content string
		if err := rows.Scan(&e.Path, &content, &e.LoadID, &e.LoadedAt); err != nil {
			return earlierLoads{}, err
		}
		if e.Path == path {
			b.last, b.hash = &e, content
		} else {
			b.copies = append(b.copies, e)
		}
	}
	return b, rows.Err()
}

// corrections finds for the files that were loaded before which have corrected
// them since, in one pass over each dataset.
func (r *Runner) corrections(ctx context.Context, results []FileResult) error {
	before := map[string]map[int64][]*Earlier{}
	for i := range results {
		if e := results[i].Already; e != nil {
			d := results[i].Dataset
			if before[d] == nil {
				before[d] = map[int64][]*Earlier{}
			}
			before[d][e.LoadID] = append(before[d][e.LoadID], e)
		}
	}
	for dataset, loads := range before {
		if err := r.correctionsOf(ctx, dataset, loads); err != nil {
			return fmt.Errorf("find corrections of %s: %w", dataset, err)
		}
	}
	return nil
}

func (r *Runner) correctionsOf(ctx context.Context, dataset string, loads map[int64][]*Earlier) error {
	step, err := queries.LoadStepNamed("corrections")
	if err != nil {
		return err
	}
	text, err := step.SQL(map[string]any{"Table": dataset, "Loads": slices.Sorted(maps.Keys(loads))})
	if err != nil {
		return err
	}
	rows, err := r.ask.QueryContext(ctx, text)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var path string
		if err := rows.Scan(&id, &path); err != nil {
			return err
		}
		for _, e := range loads[id] {
			e.CorrectedBy = append(e.CorrectedBy, path)
		}
	}
	return rows.Err()
}
