// Command shixu turns a city's investment reports into Prometheus metrics.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := System().Run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}
