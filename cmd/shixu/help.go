package main

import (
	"bytes"
	_ "embed"
	"os"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
	"go.yaml.in/yaml/v3"
)

//go:embed help.zh.yaml
var helpZh []byte

// helpInChinese says that help is asked for in Chinese. It is wanted before the
// command line is understood.
func helpInChinese(args []string) bool {
	lang := defaultLang(os.Getenv)
	for i, a := range args {
		switch value, ok := strings.CutPrefix(a, "--lang="); {
		case ok:
			lang = value
		case a == "--lang" && i+1 < len(args):
			lang = args[i+1]
		}
	}
	return strings.HasPrefix(lang, "zh")
}

// translate puts the help of a command, its flags and its commands into
// Chinese. It returns what it has no words for.
func translate(app *kong.Application) (missing []string) {
	words := map[string]string{}
	if err := yaml.Unmarshal(helpZh, &words); err != nil {
		panic(err) // the embedded file is wrong
	}
	say := func(help *string) {
		if zh, ok := words[*help]; ok {
			*help = zh
		} else if *help != "" && !slices.Contains(missing, *help) {
			missing = append(missing, *help)
		}
	}
	done := map[*kong.Value]bool{} // a node shares flags with those above it
	value := func(v *kong.Value) {
		if !done[v] {
			done[v] = true
			say(&v.Help)
		}
	}
	var node func(n *kong.Node)
	node = func(n *kong.Node) {
		say(&n.Help)
		for _, f := range n.Flags {
			value(f.Value)
		}
		for _, p := range n.Positional {
			value(p)
		}
		for _, child := range n.Children {
			node(child)
		}
	}
	node(app.Node)
	if app.HelpFlag != nil {
		value(app.HelpFlag.Value)
	}
	return missing
}

// chineseHelp prints help with the library's own words in Chinese.
func chineseHelp(options kong.HelpOptions, ctx *kong.Context) error {
	out := ctx.Stdout
	var text bytes.Buffer
	ctx.Stdout = &text
	err := kong.DefaultHelpPrinter(options, ctx)
	ctx.Stdout = out
	if err != nil {
		return err
	}
	_, err = strings.NewReplacer("Usage: ", "用法：", "\nArguments:\n", "\n参数：\n", "\nFlags:\n", "\n选项：\n", "\nCommands:\n", "\n命令：\n",
		"Run \"", "运行“", " --help\" for more information on a command.", " --help”查看某个命令的说明。").WriteString(out, text.String())
	return err
}
