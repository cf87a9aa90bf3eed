//go:build e2e

package e2e

import (
	"bytes"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"
)

// patience is how long anything may take to come up, change or end.
const patience = 60 * time.Second

// find returns where a tool is. Where it is not, the test is skipped, but
// fails in CI, which installs it.
func find(t *testing.T, tool string) string {
	t.Helper()
	path, err := exec.LookPath(tool)
	if err == nil {
		return path
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("%s is not installed", tool)
	}
	t.Skipf("%s is not installed; Debian's packages prometheus and prometheus-alertmanager have it", tool)
	return ""
}

// program is the shixu to test.
func program(t *testing.T) string {
	t.Helper()
	if p := os.Getenv("SHIXU"); p != "" {
		return p
	}
	p := filepath.Join(t.TempDir(), "shixu")
	if out, err := exec.Command("go", "build", "-tags", "duckdb_arrow", "-o", p, "shixu/cmd/shixu").CombinedOutput(); err != nil {
		t.Fatalf("build shixu: %v\n%s", err, out)
	}
	return p
}

// shixu is the program and the folder it works in.
type shixu struct{ program, dir string }

// run runs a command to its end, checks its exit status and returns its output.
func (s shixu) run(t *testing.T, status int, args ...string) string {
	t.Helper()
	cmd := s.command(args...)
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if got := cmd.ProcessState.ExitCode(); got != status {
		t.Fatalf("shixu %v: exit status %d, want %d\n%s", args, got, status, out)
	}
	return string(out)
}

func (s shixu) command(args ...string) *exec.Cmd {
	cmd := exec.Command(s.program, append([]string{"--lang=en"}, args...)...)
	cmd.Dir = s.dir
	return cmd
}

// serve starts a server and waits until it is ready.
func (s shixu) serve(t *testing.T) (*process, string) {
	t.Helper()
	address := freeAddress(t)
	p := start(t, s.command("serve", "--web.listen-address="+address))
	p.ready(t, "http://"+address+"/-/ready")
	return p, address
}

// A process runs beside the test, and never outlives it.
type process struct {
	cmd  *exec.Cmd
	log  lockedBuffer
	done chan error
}

func start(t *testing.T, cmd *exec.Cmd) *process {
	t.Helper()
	p := &process{cmd: cmd, done: make(chan error, 1)}
	cmd.Stdout, cmd.Stderr = &p.log, &p.log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { p.done <- cmd.Wait(); close(p.done) }()
	t.Cleanup(func() {
		cmd.Process.Kill()
		<-p.done
		if t.Failed() {
			t.Logf("%s said:\n%s", filepath.Base(cmd.Path), p.log.String())
		}
	})
	return p
}

// ready waits until a page answers.
func (p *process) ready(t *testing.T, url string) {
	t.Helper()
	eventually(t, func() error {
		select {
		case err := <-p.done:
			t.Fatalf("%s ended: %v\n%s", filepath.Base(p.cmd.Path), err, p.log.String())
		default:
		}
		_, err := fetch(url)
		return err
	})
}

// stop asks the process to end, and wants it to do so with success.
func (p *process) stop(t *testing.T, sig syscall.Signal) {
	t.Helper()
	if err := p.cmd.Process.Signal(sig); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-p.done:
		if err != nil {
			t.Errorf("after %s: %v", sig, err)
		}
	case <-time.After(patience):
		t.Errorf("still runs %s after %s", patience, sig)
	}
}

// eventually asks until there is no error.
func eventually(t *testing.T, ask func() error) {
	t.Helper()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	end := time.After(patience)
	for {
		err := ask()
		if err == nil {
			return
		}
		select {
		case <-tick.C:
		case <-end:
			t.Fatalf("after %s: %v", patience, err)
		}
	}
}

// freeAddress is an address of the loopback interface that nobody listens on.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// lockedBuffer may be read while a process writes to it.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
