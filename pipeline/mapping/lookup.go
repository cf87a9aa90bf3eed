package mapping

import (
	"slices"
	"strconv"
	"strings"
)

// lookup finds the columns that a text of a mapping file names: "Header" as
// written or after normalising, "Parent/Child", the child alone, or "#3".
// The first of these ways that finds any column decides.
func lookup(labels []label, text string) []label {
	ways := []func(label) bool{
		func(l label) bool { n, ok := position(text); return ok && l.column == n },
		func(l label) bool { return l.text == oneLine(text) },
		func(l label) bool { return sameWords(l, text) },
		func(l label) bool { return len(l.words) > 0 && last(l).text == oneLine(text) },
		func(l label) bool { return len(l.words) > 0 && same(last(l), parse(text)) },
	}
	for _, is := range ways {
		var hits []label
		for _, l := range labels {
			if is(l) {
				hits = append(hits, l)
			}
		}
		if hits != nil {
			return hits
		}
	}
	return nil
}

func last(l label) word { return l.words[len(l.words)-1] }

// same compares two header cells; a unit need not be repeated in a mapping.
func same(a, b word) bool {
	return a.name == b.name && a.name != "" && (b.unit == 0 || a.unit == b.unit) && a.percent == b.percent
}

// sameWords compares a label with "Parent/Child", or with one word.
func sameWords(l label, text string) bool {
	if len(l.words) == 1 {
		return same(l.words[0], parse(text))
	}
	parts := strings.Split(text, "/")
	if len(parts) != len(l.words) {
		return false
	}
	for i, p := range parts {
		if !same(l.words[i], parse(p)) {
			return false
		}
	}
	return true
}

// position reads "#3": the third column.
func position(text string) (int, bool) {
	digits, ok := strings.CutPrefix(text, "#")
	if !ok {
		return 0, false
	}
	n, err := strconv.Atoi(digits)
	return n, err == nil && n > 0
}

// closest sorts texts by how few edits turn them into want.
func closest(want string, texts []string) []string {
	w := []rune(Normalize(shorten(want, longestHeader)))
	distance := make(map[string]int, len(texts))
	for _, t := range texts {
		distance[t] = edits(w, []rune(Normalize(shorten(t, longestHeader))))
	}
	sorted := slices.Clone(texts)
	slices.SortStableFunc(sorted, func(a, b string) int { return distance[a] - distance[b] })
	return sorted
}

// edits is the Levenshtein distance.
func edits(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, ra := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, rb := range b {
			cost := diagonal
			if ra != rb {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
