package main

import (
	"fmt"
	"net"
	"os"

	"go.yaml.in/yaml/v3"
)

// pageAddress is what to open in a browser for an address listened on.
func pageAddress(listen string, secure bool) string {
	scheme := "http"
	if secure {
		scheme = "https"
	}
	if host, port, err := net.SplitHostPort(listen); err == nil && (host == "" || net.ParseIP(host).IsUnspecified()) {
		listen = net.JoinHostPort("localhost", port)
	}
	return scheme + "://" + listen
}

// usesTLS says whether a web configuration turns TLS on. The file is checked
// when the server listens; what cannot be read here is reported there.
func usesTLS(file string) bool {
	var c struct {
		TLS map[string]any `yaml:"tls_server_config"`
	}
	text, err := os.ReadFile(file)
	return file != "" && err == nil && yaml.Unmarshal(text, &c) == nil && len(c.TLS) > 0
}

// sayWhere tells where the pages are.
func (s *server) sayWhere(c *ServeCmd) {
	for _, a := range c.ListenAddress {
		page := pageAddress(a, usesTLS(c.WebConfig))
		fmt.Fprintf(s.Stdout, s.global.say("打开 %s/ ，指标在 %s/metrics\n", "Open %s/ ; metrics are at %s/metrics\n"), page, page)
	}
}
