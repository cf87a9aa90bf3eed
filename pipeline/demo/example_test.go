package demo_test

import (
	"context"
	"fmt"
	"os"

	"shixu/pipeline/demo"
)

func ExampleWrite() {
	dir, err := os.MkdirTemp("", "city")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	if err := demo.Write(context.Background(), dir, demo.Options{Projects: 100, Years: 3}, nil); err != nil {
		fmt.Println(err)
		return
	}
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		fmt.Println(e.Name())
	}
	// Output:
	// dims
	// plan
	// register
	// reports
	// shixu.yaml
}
