package demo

import "testing"

// TestWarned: as many projects are warned as were published, whatever the seed.
func TestWarned(t *testing.T) {
	t.Parallel()
	for seed := range uint64(12) {
		c := buildCity(seed)
		warned := 0
		for _, p := range c.projects {
			if p.warned() {
				warned++
			}
		}
		if warned != warnedCount {
			t.Errorf("seed %d: %d projects are warned, want %d", seed, warned, warnedCount)
		}
	}
}
