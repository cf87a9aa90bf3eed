package session

import (
	"context"
	"database/sql"
	"regexp"
	"slices"
	"strings"
)

// sharedNames are the relations that ShareMetrics leaves on a connection.
var sharedNames = []string{
	"project_measure", "key_project", "investment_in_year", "investment_before_year", "forecast_class", "project_step",
	"measure_cell", "forecast_cell",
}

// ReadsShared returns whether SQL reads anything that ShareMetrics leaves on a
// connection, or any of more, directly or through views and macros. What does not is
// answered the same, and as fast, where nothing is shared. It goes by words: now and
// then it says so of SQL that does not. It holds as long as the views stay as they are.
func ReadsShared(ctx context.Context, conn *sql.Conn, more ...string) (func(sql string) bool, error) {
	readers := map[string][]string{} // of a word: whose definitions have it
	err := ask(ctx, conn, "definitions.sql", func(row func(...any) error) error {
		var name, definition string
		err := row(&name, &definition)
		for _, w := range words(definition) {
			readers[w] = append(readers[w], name)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	reads := map[string]bool{}
	for next := slices.Concat(sharedNames, more); len(next) > 0; next = next[1:] {
		if name := next[0]; !reads[name] {
			reads[name] = true
			next = append(next, readers[name]...)
		}
	}
	return func(sql string) bool {
		for _, w := range words(sql) {
			if reads[w] {
				return true
			}
		}
		return false
	}, nil
}

var (
	// A literal with a dot may name a relation, to query_table.
	literal = regexp.MustCompile(`'[^'.]*'`)
	word    = regexp.MustCompile(`[a-z_]\w*`)
)

// words are the words of SQL that may name something.
func words(sql string) []string {
	return word.FindAllString(literal.ReplaceAllString(strings.ToLower(sql), "''"), -1)
}
