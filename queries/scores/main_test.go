package scores_test

import (
	"os"
	"testing"

	"shixu/test/laws"
)

func TestMain(m *testing.M) {
	// A check of the laws scores a whole city twice or more: some are many.
	laws.Few(6, 3)
	os.Exit(m.Run())
}
