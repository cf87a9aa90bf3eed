package ingest_test

import (
	"testing"

	"shixu/pipeline/ingest"
)

// TestUnitless remarks that nothing says the unit of amounts, in Chinese tables only.
func TestUnitless(t *testing.T) {
	c := newCity(t)
	c.register()
	for _, tt := range []struct {
		name, text string
		want       int
	}{
		{"none.csv", "项目编码,月份,累计完成投资\nP1,2023-07,1\n", 1},
		{"subtotal.csv", "项目编码,月份,累计完成投资\nP1,2023-06,1\n合计,,1\n", 1},
		{"header.csv", "项目编码,月份,累计完成投资（元）\nP1,2023-08,1\n", 0},
		{"title.csv", "投资完成情况（万元）,,\n项目编码,月份,累计完成投资\nP1,2023-09,1\n", 0},
		{"english.csv", "project_id,month,completed_ytd\nP1,2023-10,1\n", 0},
	} {
		res := c.run(ingest.Job{Name: "reports", Dataset: "investment_report", Files: []string{c.write(tt.name, tt.text)}})
		if res.Err != nil || res.New != 1 || len(res.Remarks) != tt.want {
			t.Fatalf("%s: got %+v", tt.name, res)
		}
		if tt.want > 0 {
			if got := res.Remarks[0]; got.Code != "no_unit" || got.Row != 1 || got.Column != "累计完成投资" {
				t.Errorf("%s: got %+v", tt.name, got)
			}
		}
	}
}
