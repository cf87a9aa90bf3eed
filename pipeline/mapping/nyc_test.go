package mapping_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"

	"shixu/pipeline/mapping"
	"shixu/pipeline/source"
)

// nycMapping is what New York's file needs beyond its headers.
const nycMapping = `dataset: schedule_report
columns:
  district:
    column: Borough
    values: {Manhatten: Manhattan, "": Unknown}
    separator: ","
    many: Citywide
  forecast_cost: {column: Budget Forecast, unit: 1}
ignore: [Category]
`

// TestNYC understands the headers of New York's capital-projects panel.
func TestNYC(t *testing.T) {
	shared := os.Getenv("SHIXU_SHARED")
	if shared == "" {
		shared = "../../../shared"
	}
	path := filepath.Join(shared, "data/nyc_capital_projects_2014_2019/NYC_capital_projects_20190901.csv")
	f, err := os.Open(path)
	if err != nil {
		t.Skipf("SHIXU_SHARED: %v", err)
	}
	defer f.Close()
	table := &source.Table{}
	for r := csv.NewReader(f); len(table.Preview) < source.PreviewRows; {
		row, err := r.Read()
		if err != nil {
			t.Fatal(err)
		}
		table.Preview = append(table.Preview, row)
		table.Width = len(row)
	}
	file, err := mapping.Parse("nyc.yaml", []byte(nycMapping))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := mapping.Find(datasets(t)["schedule_report"], table, mapping.Where{Path: path}, file)
	if err != nil {
		t.Fatal(err)
	}
	lawful(t, plan, table)
	want := map[string]string{
		"project_id": "PID", "project_name": "Project Name", "district": "Borough", "reported_on": "Date Reported As Of",
		"phase": "Current Phase", "forecast_completion": "Forecast Completion", "forecast_cost": "Budget Forecast",
	}
	for _, c := range plan.Columns {
		if c.Header != want[c.Field.Name] {
			t.Errorf("%s: got column %q, want %q", c.Field.Name, c.Header, want[c.Field.Name])
		}
		delete(want, c.Field.Name)
		if c.Field.Name == "district" && (c.Values["Manhatten"] != "Manhattan" || c.Values[""] != "Unknown" || c.Separator != "," || c.Many != "Citywide") {
			t.Errorf("district: %+v", c)
		}
	}
	if len(want) > 0 || plan.FirstRow != 2 {
		t.Errorf("not found: %v; first row %d", want, plan.FirstRow)
	}
	reapply(t, plan, table, mapping.Where{Path: path})
}
