package config

import (
	"strings"

	"shixu/queries"
)

// ofJob is an error of the job at an index, at the line of what the file says of it:
// "files", 0 is the first of its files.
func (c *Config) ofJob(i int, what *queries.Said, at ...any) *Error {
	said := queries.Say("任务 %s：%v", "job %s: %v", c.Jobs[i].Name, what)
	return &Error{File: c.Path, Line: c.Line(append([]any{"jobs", i}, at...)...), Msg: said.Words, Err: said}
}

// NoDataset says that the dataset of the job at an index is none of those there are.
func (c *Config) NoDataset(i int, have []string) *Error {
	return c.ofJob(i, queries.Say("没有数据集 %q；可用的有 %s", "there is no dataset %q; there are %s", c.Jobs[i].Dataset, strings.Join(have, ", ")), "dataset")
}

// NoMapping says that the mapping file of the job at an index is not there.
func (c *Config) NoMapping(i int) *Error {
	return c.ofJob(i, queries.Say("没有映射文件 %s；可用 shixu inspect --print-mapping 生成",
		"there is no mapping file %s; shixu inspect --print-mapping makes one", c.Jobs[i].Mapping), "mapping")
}

// NoFile says that a pattern of the job at an index, with its variables expanded, matches
// no file.
func (c *Config) NoFile(i, pattern int, expanded string) *Error {
	return c.ofJob(i, queries.Say("没有文件匹配 %s；放入报表，或设 optional: true",
		"no file matches %s; put a report there, or set optional: true", expanded), "files", pattern)
}

// BadPattern says why a pattern of the job at an index cannot be matched.
func (c *Config) BadPattern(i, pattern int, err error) *Error {
	return c.ofJob(i, queries.Say("文件模式 %q：%v", "pattern %q: %v", c.Jobs[i].Files[pattern], err), "files", pattern)
}
