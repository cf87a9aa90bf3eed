package queries

import (
	"io/fs"

	"go.yaml.in/yaml/v3"
)

// A Scheme is one file of schemes/: which indicators make a score, how much
// each weighs, what is added and taken away, who is ranked with whom, and who
// comes on a list.
type Scheme struct {
	// Name is the file's name without .yaml; File is how errors name it.
	Name, File string
	Title      Words
	// Note says what of a place's rules could not be put into the scheme, and
	// what was added.
	Note   Words
	Source string
	// Total is the sum of the weights, the most that the base gives.
	Total float64
	// MinProjects is how many projects with a plan an entity must have to be ranked.
	MinProjects int
	// Items are what is measured, in the file's order.
	Items []Item
	// BonusCap and DeductionCap bound what all of a kind come to; nil: no bound.
	BonusCap, DeductionCap *float64
	// Ties are items; the first on which entities with one score differ
	// decides. Those who differ on none share a rank, and the next is left out.
	Ties      []string
	Sequences []SchemeSequence
	// Hash is the SHA-256 of the file.
	Hash string
}

// The kinds of item: part of the base, added, taken away, or only measured for
// the condition of a list.
const (
	BaseItem      = "base"
	BonusItem     = "bonus"
	DeductionItem = "deduction"
	MeasureItem   = "measure"
)

// An Item is an indicator in its place in a scheme.
type Item struct {
	Name, Kind string
	// Indicator names a file of scores/indicators/.
	Indicator string
	// Title, where given, goes before the indicator's.
	Title      Words
	Parameters map[string]yaml.Node
	// Weight is the points for a full mark of a base item.
	Weight float64
	Points PointsRule
	// Missing says what a base item gives that cannot be measured: zero, or the
	// average of the entity's others.
	Missing string
	// Each is the points for one of the value, for a bonus or a deduction.
	Each float64
	// Floor and Cap bound the item's points; the cap of a base item is its
	// weight where none is said. Nil: no bound.
	Floor, Cap *float64
	Line       int
}

// A PointsRule says how a value becomes a share of an item's weight.
//
//	value    (value - zero) / (full - zero)
//	elapsed  the same of the value over the schedule elapsed (时序进度)
//	best     the value over the best of the sequence
//	steps    the points of the last step whose from is reached by the value
//	place    the points of the first step whose to is not passed by the place
//	         in the sequence, the highest value being the first
type PointsRule struct {
	By         string
	Zero, Full float64
	Steps      []Step
}

// A Step gives points from a value, or up to a place.
type Step struct {
	From   *float64 `yaml:"from"`
	To     *float64 `yaml:"to"`
	Points float64  `yaml:"points"`
}

// A SchemeSequence is who is ranked together, with its lists.
type SchemeSequence struct {
	// Name is a file of scores/sequences/.
	Name  string
	Lists []List
	Line  int
}

// A List is red or black: the first or the last so many, and a condition.
type List struct {
	Name string
	// Top or Bottom is how many places; the other is 0.
	Top, Bottom int
	// Item is the condition's, empty where there is none; Sign and Bound are
	// what its value is compared with.
	Item  string
	Sign  string // >, >=, <, <=
	Bound float64
	Line  int
}

// Lists are the names that lists may have.
var Lists = []string{"red", "black"}

// DefaultScheme is the scheme of who names none.
const DefaultScheme = "chengdu"

// Schemes returns the schemes that come with Shixu and those of the given
// folders, by name; see Indicators.
func Schemes(folders ...fs.FS) ([]*Scheme, error) {
	return readFolder("schemes", "*.yaml", folders, func(file string, text []byte, _ bool) (*Scheme, error) {
		return ParseScheme(file, text)
	})
}
