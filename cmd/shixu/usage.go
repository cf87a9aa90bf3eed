package main

import (
	"errors"
	"regexp"

	"github.com/alecthomas/kong"

	"shixu/queries"
)

// usageZh puts what the library says of a wrong command line into Chinese.
var usageZh = []struct {
	en *regexp.Regexp
	zh string
}{
	{regexp.MustCompile(`, did you mean (?:one of )?(.*)\?`), "（是否要写 $1）"},
	{regexp.MustCompile(`; perhaps try (.*)\?`), "（是否要写 $1）"},
	{regexp.MustCompile(`unknown flag ([^（]+)`), "没有选项 $1"},
	{regexp.MustCompile(`unexpected argument ([^（]+)`), "没有这样的命令，或参数多余：$1"},
	{regexp.MustCompile(`unexpected flag argument (.*)`), "选项不带值：$1"},
	{regexp.MustCompile(`missing flags: `), "缺选项："},
	{regexp.MustCompile(`missing positional arguments `), "缺参数："},
	{regexp.MustCompile(`^expected one of (.*)`), "请写以下命令之一：$1"},
	{regexp.MustCompile(`expected \S+ value but got "EOL" \(\S+\)`), "后面缺值"},
	{regexp.MustCompile(`expected \S+ value but got (".*?") \([^)]*\)`), "后面缺值，而是 $1"},
	{regexp.MustCompile(`expected duration but got (".*?").*`), "$1 不是 60s、5m 这样的时长"},
	{regexp.MustCompile(`expected a valid \d+ bit u?int but got (".*?")`), "$1 不是整数"},
	{regexp.MustCompile(`expected an int but got (".*?").*`), "$1 不是整数"},
	{regexp.MustCompile(`bool value must be .* but got (".*?")`), "$1 既非 true 也非 false"},
	{regexp.MustCompile(`must be one of (.*) but got (".*")`), "须为 $1 之一，而不是 $2"},
	{regexp.MustCompile(`(--\S+) and (--\S+) can't be used together`), "$1 与 $2 不能同用"},
	{regexp.MustCompile(`^expected (.*)`), "缺 $1"},
}

// misused is an error of the command line: what is wrong, and where its help is.
func misused(err error) error {
	command := "shixu"
	if parse, ok := errors.AsType[*kong.ParseError](err); ok && parse.Context.Selected() != nil {
		command += " " + parse.Context.Selected().Path()
	}
	zh := queries.InChinese(err)
	for _, w := range usageZh {
		zh = w.en.ReplaceAllString(zh, w.zh)
	}
	return queries.Say("%[1]s；用法见 %[3]s --help", "%[2]s; see %[3]s --help", zh, err.Error(), command)
}
