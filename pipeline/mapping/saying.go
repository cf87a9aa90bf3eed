package mapping

import "regexp"

// sayings are ways to say the same in a header; each is put as people say it
// most. They are tried in this order on what Normalize leaves. What changes the
// meaning (计划, 上年, 开工以来) is not touched, so such headers stay unknown.
var sayings = []struct {
	pattern *regexp.Regexp
	as      string
}{
	{re(`当月|本期|当期`), "本月"},
	{re(`^(?:自?年初|今年|本年度?|当年)(?:至今|以来|至本月|至当月)?累计|^(?:自?年初)(?:至今|以来|至本月|至当月)|^(?:全|年|年度|年内)累计|^今年以来|^全年累计`), "本年累计"},
	{re(`^(?:今年|当年|本年度|年内|年度)`), "本年"},
	{re(`^(?:截至|截止|至)?\{m\}月(?:底|末)止?(?:累计)?`), "截至{m}月底累计"},
	{re(`^拟`), "计划"},
	{re(`完工`), "竣工"},
	{re(`(开工|竣工|投产|投运|投用|提出|上报|登记|解决|办结|销号|完成|转化|落地|填报|报送)(?:年月日?|日期|月份)$`), "${1}时间"},
	{re(`(?:已|实际|实)完成`), "完成"},
	{re(`完成投资(?:情况|金额|总额|额|数)|投资完成(?:情况|金额|总额|额|数)?|完成(?:额|金额|数)`), "完成投资"},
}

// saying puts a normalised header as people say it most: 当月投资完成情况 is
// 本月完成投资.
func saying(name string) string {
	for _, s := range sayings {
		name = s.pattern.ReplaceAllString(name, s.as)
	}
	return name
}
