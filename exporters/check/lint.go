package check

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"

	"shixu/exporters/exposition"
	"shixu/queries"
)

// lint checks what a header says, without running the query. It returns false
// where a metric could not be shown at all.
func (r *Report) lint(q *queries.MetricQuery, currency string) bool {
	showable := true
	for _, m := range q.Metrics {
		r.Metrics++
		complain := func(zh, en string, args ...any) {
			r.add(q.File, m.Line, m.Name+"："+zh, m.Name+": "+en, args...)
		}
		if !lintSeries(m, complain) {
			showable = false
			continue // no valid name: the rest would only repeat it
		}
		lintName(m, strings.ToLower(currency), complain)
		lintLabels(m, complain)
	}
	if q.Enabled != "" && !slices.Contains(Switches, q.Enabled) {
		r.add(q.File, q.Metrics[0].Line, "没有开关 %[1]q；可用的有 %[2]s", "there is no switch %q to be enabled by; there is %s", q.Enabled, strings.Join(Switches, ", "))
	}
	if q.MaxSeries < 0 {
		r.add(q.File, q.Metrics[0].Line, "max_series 不能为负", "max_series is negative; leave it out for 10000")
	}
	return showable
}

// Switches are the switches of the configuration by which queries can be enabled.
var Switches = []string{"per_project"}

// complaint reports what is wrong with a metric, in Chinese and English.
type complaint func(zh, en string, args ...any)

// lintSeries makes a family of one series and lets the exposition and promlint
// look at it. It returns false where the name or a label cannot be shown at all.
func lintSeries(m queries.Metric, complain complaint) bool {
	t, err := exposition.ParseType(m.Type)
	if err != nil {
		complain("%v", "%v", err)
		return false
	}
	one := exposition.Series{Labels: make([]string, len(m.Labels)), Value: 1}
	snapshot, err := exposition.New(exposition.Family{Name: m.Name, Help: m.Help, Type: t, LabelNames: m.Labels, Series: []exposition.Series{one}})
	if err != nil {
		if f := new(exposition.FamilyError); errors.As(err, &f) {
			err = f.Err
		}
		complain("%v；名称只能用字母、数字和下划线，不以数字或 __ 开头", "%v; names are letters, digits and underscores, and begin with neither a digit nor __", err)
		return false
	}
	families, err := snapshot.Gather()
	if err != nil {
		complain("%v", "%v", err)
		return false
	}
	problems, err := promlint.NewWithMetricFamilies(families).Lint()
	if err != nil {
		complain("%v", "%v", err)
	}
	for _, p := range problems {
		if !strings.Contains(p.Text, `" label`) { // lintLabels says it with a way out
			complain("不合 Prometheus 命名惯例（promlint）：%s；请改名", "against Prometheus' conventions (promlint): %s; rename it", p.Text)
		}
	}
	return true
}

var (
	percentSuffix   = regexp.MustCompile(`_(percent|percentage|pct|percentage_points)$`)
	scaledSuffix    = regexp.MustCompile(`_(wan|wanyuan|wan_yuan|yi|yiyuan|yi_yuan|yuan|rmb)$`)
	bareTimestamp   = regexp.MustCompile(`_(timestamp|time|date|unixtime)$`)
	reservedPrefix  = regexp.MustCompile(`^(go|process|promhttp|scrape|shixu_query|shixu_exposition|shixu_warehouse)_|^(up|shixu_build_info|shixu_ingest_failures_total|ALERTS|ALERTS_FOR_STATE)$`)
	knownCurrencies = []string{"aud", "brl", "cad", "chf", "cny", "eur", "gbp", "hkd", "idr", "inr", "jpy", "krw", "mop", "myr", "rub", "sgd", "thb", "twd", "usd", "vnd", "zar"}
)

func lintName(m queries.Metric, currency string, complain complaint) {
	base := strings.TrimSuffix(m.Name, "_total")
	last := base[strings.LastIndexByte(base, '_')+1:]
	switch {
	case percentSuffix.MatchString(base):
		complain("百分数应写成比率；取 0 到 1 的值，名称以 _ratio 结尾，更好的是分子分母各出一个指标", "shares are ratios; give 0 to 1 and end the name in _ratio, or better give both parts of the fraction")
	case scaledSuffix.MatchString(base):
		complain("金额单位应为货币本身；以元计，名称以 _%[1]s 结尾", "amounts are in the currency itself; count in units and end the name in _%s", currency)
	case last != currency && slices.Contains(knownCurrencies, last):
		complain("名称以 %[1]s 结尾，而配置的货币是 %[2]s；换算后以 _%[2]s 结尾，或改配置的 currency", "the name ends in %s but the currency is %s; convert and end in _%[2]s, or change currency in the configuration", last, currency)
	case bareTimestamp.MatchString(base):
		complain("时刻以秒计（epoch），名称以 _timestamp_seconds 结尾", "times are seconds (epoch) and their names end in _timestamp_seconds")
	}
	if reservedPrefix.MatchString(m.Name) {
		complain("该名称由 Prometheus 或 Shixu 自身使用；换一个前缀", "Prometheus or Shixu itself uses this name; choose another prefix")
	}
	if info := strings.HasSuffix(m.Name, "_info"); info != (m.Type == "info") {
		complain("type: info 与名称后缀 _info 应同时出现", "type: info and the suffix _info go together; give both or neither")
	}
	for _, l := range m.Labels {
		if strings.Contains(m.Name+"_", "_by_"+l+"_") {
			complain("名称里有标签 %[1]s；去掉 _by_%[1]s", "label %s is in the name; leave _by_%[1]s out", l)
		}
	}
}

// reservedLabels are labels that mean something else to Prometheus or to the
// scrape target, and what to write instead.
var reservedLabels = map[string]string{
	"le": "upper_bound", "quantile": "share", "type": "project_type", "stage": "project_stage", "owner": "project_owner",
	"region": "district", "zone": "area", "cluster": "group", "service": "facility", "env": "setting",
	"job": "ingest_job", "instance": "entity",
}

func lintLabels(m queries.Metric, complain complaint) {
	for _, l := range m.Labels {
		if instead, reserved := reservedLabels[l]; reserved {
			complain("标签 %[1]q 在 Prometheus 或抓取目标那里另有含义；改用如 %[2]s", "label %q means something else to Prometheus or to the scrape target; call it %s, say", l, instead)
		}
		if strings.EqualFold(l, "currency") {
			complain("标签 %q 会使 sum() 把不同货币相加；每种货币用一个指标", "label %q lets sum() add up different currencies; give each its own metric", l)
		}
	}
}
