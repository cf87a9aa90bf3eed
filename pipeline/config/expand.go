package config

import (
	"os"
	"regexp"

	"shixu/queries"
)

var variable = regexp.MustCompile(`\$\{(\w*)\}`)

// expandEnv replaces ${NAME} by the environment's value, so that a
// configuration can be shared though everybody's data lie elsewhere. A name
// that is not set is an error: without it the path would be another one.
func expandEnv(path string) (string, error) {
	var err error
	expanded := variable.ReplaceAllStringFunc(path, func(v string) string {
		name := variable.FindStringSubmatch(v)[1]
		value := os.Getenv(name)
		if value == "" && err == nil {
			err = queries.Say("没有设置环境变量 %[1]s；请先 export %[1]s=…", "the environment variable %[1]s is not set; export %[1]s=…", name)
		}
		return value
	})
	return expanded, err
}
