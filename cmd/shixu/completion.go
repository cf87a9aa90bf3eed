package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// CompletionCmd prints what a shell needs to complete command lines.
type CompletionCmd struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
}

// Run prints the shell's script; it is made from the command line's own model,
// so it never lags behind.
func (c *CompletionCmd) Run(k *kong.Context, m *Main) error {
	script := map[string]func(*kong.Application) string{"bash": bashCompletion, "zsh": zshCompletion, "fish": fishCompletion}
	_, err := fmt.Fprint(m.Stdout, script[c.Shell](k.Model))
	return err
}

// bashCompletion completes commands, their flags and flags' fixed values, and
// file names everywhere else.
func bashCompletion(app *kong.Application) string {
	var b strings.Builder
	b.WriteString("# shixu completion bash; load with: source <(shixu completion bash)\n_shixu() {\n")
	b.WriteString("    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words= inner=\n    COMPREPLY=()\n    case $prev in\n")
	for _, f := range valuedFlags(app) {
		fmt.Fprintf(&b, "    --%s) COMPREPLY=($(compgen -W '%s' -- \"$cur\")); return ;;\n", f.Name, strings.Join(f.EnumSlice(), " "))
	}
	b.WriteString("    esac\n    case ${COMP_WORDS[1]} in\n")
	for _, c := range commands(app.Node) {
		inner := ""
		if len(commands(c)) > 0 {
			inner = " inner=1"
		}
		fmt.Fprintf(&b, "    %s) words='%s'%s ;;\n", c.Name, strings.Join(words(c), " "), inner)
	}
	fmt.Fprintf(&b, "    *) words='%s' ;;\n    esac\n", strings.Join(append(names(app.Node), flags(app.Node)...), " "))
	b.WriteString("    if [[ $cur == -* || $COMP_CWORD -eq 1 || ${COMP_WORDS[1]} == completion || $COMP_CWORD -eq 2 && -n $inner ]]; then\n" +
		"        COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n    fi\n}\ncomplete -o default -F _shixu shixu\n")
	return b.String()
}

// zshCompletion is bash's by way of zsh's own bridge.
func zshCompletion(app *kong.Application) string {
	return "#compdef shixu\n# shixu completion zsh; load with: source <(shixu completion zsh)\nautoload -U +X bashcompinit && bashcompinit\n" + bashCompletion(app)
}

func fishCompletion(app *kong.Application) string {
	var b strings.Builder
	b.WriteString("# shixu completion fish; load with: shixu completion fish | source\n")
	quote := func(s string) string { return "'" + strings.ReplaceAll(s, "'", `\'`) + "'" }
	flag := func(f *kong.Flag, when string) {
		fmt.Fprintf(&b, "complete -c shixu%s -l %s -d %s", when, f.Name, quote(f.Help))
		switch {
		case len(f.EnumSlice()) > 0 && f.Enum != "":
			fmt.Fprintf(&b, " -x -a %s", quote(strings.Join(f.EnumSlice(), " ")))
		case !f.IsBool():
			b.WriteString(" -r")
		}
		b.WriteString("\n")
	}
	for _, f := range app.Flags {
		flag(f, "")
	}
	for _, c := range commands(app.Node) {
		fmt.Fprintf(&b, "complete -c shixu -n __fish_use_subcommand -f -a %s -d %s\n", c.Name, quote(c.Help))
		for _, n := range append([]*kong.Node{c}, commands(c)...) {
			when := " -n " + quote("__fish_seen_subcommand_from "+n.Name)
			if n != c {
				fmt.Fprintf(&b, "complete -c shixu -n %s -f -a %s -d %s\n", quote("__fish_seen_subcommand_from "+c.Name), n.Name, quote(n.Help))
				when = " -n " + quote("__fish_seen_subcommand_from "+c.Name+"; and __fish_seen_subcommand_from "+n.Name)
			}
			for _, f := range n.Flags {
				flag(f, when)
			}
			for _, p := range n.Positional {
				if p.Enum != "" {
					fmt.Fprintf(&b, "complete -c shixu%s -f -a %s\n", when, quote(strings.Join(p.EnumSlice(), " ")))
				}
			}
		}
	}
	return b.String()
}

// words are what may stand behind a command: the commands below it, its flags
// and theirs, and fixed arguments.
func words(c *kong.Node) []string {
	list := append(names(c), flags(c)...)
	for _, n := range commands(c) {
		for _, f := range flags(n) {
			if !slices.Contains(list, f) {
				list = append(list, f)
			}
		}
	}
	list = append(list, flags(c.Parent)...)
	for _, p := range c.Positional {
		if p.Enum != "" {
			list = append(list, p.EnumSlice()...)
		}
	}
	return list
}

func flags(n *kong.Node) []string {
	var list []string
	for _, f := range n.Flags {
		if !f.Hidden {
			list = append(list, "--"+f.Name)
		}
	}
	return list
}

// commands are those right below the program or a command.
func commands(n *kong.Node) []*kong.Node {
	var list []*kong.Node
	for _, c := range n.Children {
		if c.Type == kong.CommandNode && !c.Hidden {
			list = append(list, c)
		}
	}
	return list
}

func names(n *kong.Node) []string {
	var list []string
	for _, c := range commands(n) {
		list = append(list, c.Name)
	}
	return list
}

// valuedFlags are the flags that take one of a few values, each once.
func valuedFlags(app *kong.Application) []*kong.Flag {
	list := slices.Clone(app.Flags)
	for _, c := range app.Leaves(true) {
		list = append(list, c.Flags...)
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(list, func(f *kong.Flag) bool {
		drop := f.Enum == "" || seen[f.Name]
		seen[f.Name] = true
		return drop
	})
}
