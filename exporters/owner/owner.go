// Package owner lets commands work beside a running server.
//
// DuckDB lets one process own the file. While `shixu serve` does, other
// commands of the same user hand their work to it: the server listens on a
// port of the loopback interface for them, apart from the public one, and
// leaves its address and a secret in a file beside the warehouse that only
// its user can read.
package owner

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/google/renameio/v2"

	"shixu/queries"
)

// Suffix is added to the warehouse's path for the file with the address.
const Suffix = ".owner"

// address is the content of that file.
type address struct {
	URL    string `json:"url"`
	Secret string `json:"secret"`
	PID    int    `json:"pid"`
	// Version is the server's.
	Version string `json:"version"`
}

// A Server answers commands of the same user on this machine.
type Server struct {
	path string
	http *http.Server
}

// Serve begins to answer for the warehouse at path. The handler is only
// called for requests that know the secret. Close ends it.
func Serve(path string, handler http.Handler) (*Server, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, queries.Say("不能为本机命令开端口：%v", "listen for local commands: %v", err)
	}
	secret := make([]byte, 32)
	if _, err := rand.Read(secret); err != nil {
		return nil, err
	}
	a := address{URL: "http://" + l.Addr().String(), Secret: hex.EncodeToString(secret), PID: os.Getpid(), Version: build()}
	text, err := json.Marshal(a)
	if err != nil {
		return nil, err
	}
	if err := renameio.WriteFile(path+Suffix, text, 0o600); err != nil {
		l.Close()
		return nil, queries.Say("不能写下服务的地址：%v", "leave the server's address: %v", err)
	}
	s := &Server{path: path + Suffix, http: &http.Server{Handler: guard(a.Secret, handler), ReadHeaderTimeout: 10 * time.Second}}
	go s.http.Serve(l)
	return s, nil
}

// Close stops answering and takes the address away.
func (s *Server) Close() error {
	return errors.Join(os.Remove(s.path), s.http.Close())
}
