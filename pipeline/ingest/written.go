package ingest

import (
	"fmt"
	"strings"

	"shixu/pipeline/mapping"
	"shixu/queries"
)

// readWritten reads a date, month or year by the formats its mapping gives,
// and by them only.
func (c *column) readWritten(formats []mapping.Format) {
	c.Plain, c.Tidy = "", "" // which would understand what the formats do not say
	date := writtenDate("t_"+c.Name, formats)
	switch c.Type {
	case queries.Month:
		c.Read = fmt.Sprintf("date_trunc('month', (%s).value)::DATE", date)
	case queries.Year:
		c.Read = fmt.Sprintf("year((%s).value)::SMALLINT", date)
	default:
		c.Read = date
	}
}

// writtenDate is the SQL for a date and its precision: formats of one
// precision are tried together, the finest first.
func writtenDate(text string, formats []mapping.Format) string {
	var tries []string
	for _, precision := range []string{"day", "month", "year"} {
		var list []string
		for _, f := range formats {
			if f.Precision() == precision {
				list = append(list, queries.Literal(string(f)))
			}
		}
		if list != nil {
			tries = append(tries, fmt.Sprintf("date_written(%s, [%s], '%s')", text, strings.Join(list, ", "), precision))
		}
	}
	return "coalesce(" + strings.Join(tries, ", ") + ")"
}

// shownFormats says for people how each field of the plans must be written,
// where a mapping says so.
func shownFormats(plans []*mapping.Plan) map[string]string {
	shown := map[string]string{}
	for _, p := range plans {
		for _, c := range p.Columns {
			var list []string
			for _, f := range c.Formats {
				list = append(list, f.Shown())
			}
			if list != nil {
				shown[c.Field.Name] = strings.Join(list, ", ")
			}
		}
	}
	return shown
}

// latestGiven says whether every table of a file gives the field by which the
// job chooses between rows with one key.
func latestGiven(job *Job, d *queries.Dataset, plans []*mapping.Plan, path string) error {
	if job.Latest == "" {
		return nil
	}
	if _, ok := d.Field(job.Latest); !ok {
		return queries.Say("任务 %s：latest：数据集 %s 没有字段 %q", "job %s: latest: dataset %s has no field %q", job.Name, d.Name, job.Latest)
	}
	for _, p := range plans {
		found := false
		for _, c := range p.Columns {
			found = found || c.Field.Name == job.Latest
		}
		if !found {
			return queries.Say("%s：latest：没有一列是任务 %[3]s 的 %[2]s；请在映射文件中写明", "%s: latest: %s of job %s is in no column; name it in a mapping", path, job.Latest, job.Name)
		}
	}
	return nil
}
