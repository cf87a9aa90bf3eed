package exposition_test

import (
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/prometheus/common/expfmt"

	"shixu/exporters/exposition"
)

var completed = exposition.Family{
	Name:       "shixu_investment_completed_cny",
	Help:       "Investment completed in the plan year up to the as-of date.",
	Unit:       "cny",
	LabelNames: []string{"year", "district"},
	Series: []exposition.Series{
		{Labels: []string{"2023", "郫都区"}, Value: 15_600_000},
		{Labels: []string{"2023", "新津区"}, Value: 7.5},
	},
}

func ExampleSnapshot_Append() {
	snapshot, err := exposition.New(completed)
	if err != nil {
		log.Fatal(err)
	}
	b, err := snapshot.Append(nil, expfmt.FmtOpenMetrics_1_0_0)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s", b)
	// Output:
	// # HELP shixu_investment_completed_cny Investment completed in the plan year up to the as-of date.
	// # TYPE shixu_investment_completed_cny gauge
	// # UNIT shixu_investment_completed_cny cny
	// shixu_investment_completed_cny{district="新津区",year="2023"} 7.5
	// shixu_investment_completed_cny{district="郫都区",year="2023"} 1.56e+07
	// # EOF
}

func ExampleNew_duplicate() {
	twice := completed
	twice.Series = append(twice.Series, exposition.Series{Labels: []string{"2023", "郫都区"}, Value: 1})
	_, err := exposition.New(twice)
	fmt.Println(err)
	// Output:
	// metric "shixu_investment_completed_cny": duplicate series: shixu_investment_completed_cny{district="郫都区",year="2023"} has values 1.56e+07 and 1
}

// A snapshot is a prometheus.Gatherer, so client_golang's tools take it.
func ExampleSnapshot_Gather() {
	snapshot, err := exposition.New(completed, exposition.Family{
		Name:   "shixu_loads",
		Help:   "Files loaded.",
		Type:   exposition.Counter,
		Series: []exposition.Series{{Value: 3}},
	})
	if err != nil {
		log.Fatal(err)
	}
	problems, err := testutil.GatherAndLint(snapshot)
	if err != nil {
		log.Fatal(err)
	}
	for _, p := range problems {
		fmt.Println(p.Metric+":", p.Text)
	}
	// Output:
	// shixu_loads: counter metrics should have "_total" suffix
}

func ExampleHandler() {
	own := prometheus.NewRegistry()
	own.MustRegister(prometheus.NewGauge(prometheus.GaugeOpts{Name: "shixu_ingest_running", Help: "Loads running."}))
	handler := exposition.NewHandler(exposition.Options{Own: own})

	snapshot, err := exposition.New(completed)
	if err != nil {
		log.Fatal(err)
	}
	handler.Publish(snapshot)

	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics?name[]=shixu_ingest_running", nil))
	fmt.Println(w.Header().Get("Content-Type"))
	fmt.Print(w.Body)
	// Output:
	// text/plain; version=0.0.4; charset=utf-8; escaping=underscores
	// # HELP shixu_ingest_running Loads running.
	// # TYPE shixu_ingest_running gauge
	// shixu_ingest_running 0
}
