package owner

import (
	"github.com/prometheus/common/version"

	"shixu/queries"
)

// build names this program's version as precisely as it is known.
func build() string {
	v, revision := version.Version, version.GetRevision()
	if v == "" {
		v = "0.0.0-dev"
	}
	return v + " (" + revision[:min(len(revision), 7)] + ")"
}

// Explain says before an error that the server is of another version, where it is: its
// warehouse may lack what this one asks for.
func (c *Client) Explain(err error) error {
	server := c.address.Version
	if err == nil || c.err != nil || server == build() {
		return err
	}
	if server == "" {
		return queries.Say("运行中的服务是更早的版本，本程序是 %s；请重启服务，使两者一致\n%v",
			"the running server is of an earlier version, this is %s; restart the server, so that they agree\n%v", build(), err)
	}
	return queries.Say("运行中的服务是 %s 版，本程序是 %s 版；请重启服务，使两者一致\n%v",
		"the running server is version %s, this is %s; restart the server, so that they agree\n%v", server, build(), err)
}
