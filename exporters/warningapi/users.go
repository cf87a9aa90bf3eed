package warningapi

import (
	"fmt"
	"net/http"
	"os"

	"go.yaml.in/yaml/v3"

	"shixu/queries"
)

// errNoUsers says why nobody may act.
var errNoUsers = queries.Say("此处无需登录，无法确认是谁在办；请在 --web.config.file 中写明 basic_auth_users，或在服务器上用 shixu warnings", "nobody has to log in here, so nobody can act in their own name; name basic_auth_users in a --web.config.file, or use shixu warnings on the server's machine")

// LoggedIn names the user who logged in by the exporter-toolkit's web
// configuration file, which lets a request through only when its password is
// right. Where that file names no users nobody was asked, and nobody may act.
func LoggedIn(webConfig string) func(*http.Request) (string, error) {
	return func(r *http.Request) (string, error) {
		if webConfig == "" {
			return "", errNoUsers
		}
		// Read each time: the toolkit does so as well.
		text, err := os.ReadFile(webConfig)
		if err != nil {
			return "", err
		}
		var c struct {
			Users map[string]string `yaml:"basic_auth_users"`
		}
		if err := yaml.Unmarshal(text, &c); err != nil {
			return "", fmt.Errorf("read %s: %w", webConfig, err)
		}
		name, _, ok := r.BasicAuth()
		if _, known := c.Users[name]; !ok || !known {
			return "", errNoUsers
		}
		return name, nil
	}
}
