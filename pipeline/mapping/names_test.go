package mapping

import (
	"testing"

	"shixu/queries"
)

// TestNamesAreDistinct: within a dataset a header means one field. A dataset
// that breaks this would refuse every table with that header.
func TestNamesAreDistinct(t *testing.T) {
	all, err := queries.Datasets()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range all {
		n := newNames(d)
		for _, index := range []map[string][]int{n.certain, n.also} {
			for name, fields := range index {
				if len(fields) > 1 {
					t.Errorf("%s: %q is a name of both %s and %s", d.Name, name, d.Fields[fields[0]].Name, d.Fields[fields[1]].Name)
				}
			}
		}
		for name, fields := range n.also {
			if certain := n.certain[name]; certain != nil {
				t.Errorf("%s: %q is a name of %s and also of %s", d.Name, name, d.Fields[certain[0]].Name, d.Fields[fields[0]].Name)
			}
		}
		for _, f := range d.Fields {
			for _, name := range append(append([]string{}, f.Names...), f.Also...) {
				once := Normalize(name)
				if twice := Normalize(once); once == "" || twice != once {
					t.Errorf("%s: %q normalises to %q and then to %q", d.Name, name, once, twice)
				}
			}
		}
	}
}
