//go:build e2e

package e2e

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestLogin serves with TLS and a password, as README tells: a person logs in
// and sees all pages, whoever does not is refused each, a step on a warning is
// taken in the name of who logged in, and Prometheus scrapes.
func TestLogin(t *testing.T) {
	prometheus := find(t, "prometheus")
	s := shixu{program: program(t), dir: t.TempDir()}
	write(t, filepath.Join(s.dir, "shixu.yaml"), `
city: {name_zh: 示例市, name_en: Example}
warehouse: shixu.duckdb
as_of: 2023-04-10
warnings: {rules: {start_due_soon: off}}
jobs:
  - {name: register, dataset: project, files: [register.csv]}
  - {name: plan, dataset: annual_plan, files: [plan.csv]}
`)
	write(t, filepath.Join(s.dir, "register.csv"), "项目编码,项目名称,计划开工时间\nP1,水厂,2023年3月\n")
	write(t, filepath.Join(s.dir, "plan.csv"), "项目编码,年度,年度计划投资（万元）\nP1,2023,100\n")
	if out, err := s.command("ingest").CombinedOutput(); err != nil {
		t.Fatalf("ingest: %v\n%s", err, out)
	}
	ca := certificate(t, s.dir)
	// The hash is what `htpasswd -nbBC 4 clerk 'correct horse'` writes.
	write(t, filepath.Join(s.dir, "web.yaml"), `
tls_server_config: {cert_file: server.crt, key_file: server.key}
basic_auth_users: {clerk: $2a$04$YeRn1Wa9dMu64j.keNIrSuUPcqrkXCeLa5NFrPUsM6H0v/QleQHJK}
`)
	address := freeAddress(t)
	server := start(t, s.command("serve", "--web.listen-address="+address, "--web.config.file=web.yaml"))

	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: ca}}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport}
	status := func(method, path, user, password string) (int, string, error) {
		var body io.Reader
		if strings.HasSuffix(path, "/ack") {
			body = strings.NewReader(`{"step": 1}`)
		}
		r, err := http.NewRequest(method, "https://"+address+path, body)
		if err != nil {
			return 0, "", err
		}
		r.Header.Set("Content-Type", "application/json")
		if user != "" {
			r.SetBasicAuth(user, password)
		}
		resp, err := client.Do(r)
		if err != nil {
			return 0, "", err
		}
		defer resp.Body.Close()
		text, err := io.ReadAll(resp.Body)
		return resp.StatusCode, string(text), err
	}
	eventually(t, func() error {
		code, body, err := status("GET", "/-/ready", "clerk", "correct horse")
		if err == nil && code != http.StatusOK {
			err = fmt.Errorf("/-/ready: %d %s", code, body)
		}
		return err
	})

	for _, p := range []struct{ method, path, holds string }{
		{"GET", "/", "示例市"}, {"GET", "/metrics", "shixu_build_info"}, {"GET", "/api/v1/status", "示例市"},
		{"GET", "/-/healthy", "healthy"}, {"POST", "/-/reload", "the metrics follow"},
		{"GET", "/api/v1/warnings", "水厂"}, {"POST", "/api/v1/warnings/1/ack", `"actor":"clerk"`}, {"GET", "/api/v1/warnings/1", "verified"},
	} {
		for _, who := range []struct {
			name, user, password string
			want                 int
		}{
			{"nobody", "", "", http.StatusUnauthorized},
			{"wrong password", "clerk", "guess", http.StatusUnauthorized},
			{"unknown user", "mayor", "correct horse", http.StatusUnauthorized},
			{"clerk", "clerk", "correct horse", http.StatusOK},
		} {
			code, body, err := status(p.method, p.path, who.user, who.password)
			if err != nil || code != who.want {
				t.Errorf("%s %s by %s: %d, %v; want %d", p.method, p.path, who.name, code, err, who.want)
			}
			if shown := strings.Contains(body, p.holds); p.holds != "" && shown != (who.want == http.StatusOK) {
				t.Errorf("%s %s by %s shows %q", p.method, p.path, who.name, body)
			}
		}
	}
	if _, err := fetch("http://" + address + "/metrics"); err == nil {
		t.Error("plain HTTP is answered")
	}

	p := startPrometheus(t, prometheus, address, t.TempDir(), `
    scheme: https
    tls_config: {ca_file: "`+filepath.Join(s.dir, "server.crt")+`"}
    basic_auth: {username: clerk, password: "correct horse"}`)
	p.waitFor(t, `up{job="shixu"}`, 0, "1")
	server.stop(t, syscall.SIGTERM)
}

// certificate writes server.crt and server.key for the loopback address into
// dir, and returns who trusts it.
func certificate(t *testing.T, dir string) *x509.CertPool {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "shixu test"},
		NotBefore: now.Add(-time.Hour), NotAfter: now.Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		IsCA:        true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	crt := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	write(t, filepath.Join(dir, "server.crt"), string(crt))
	write(t, filepath.Join(dir, "server.key"), string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret})))
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(crt)
	return pool
}
