// Exptrace reads a trace to its end with the golang.org/x/exp/trace it is
// built with, and prints how many events it found. .ci/readers builds it once
// for each Go version whose reader is to be tried.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	"golang.org/x/exp/trace"
)

func main() {
	// Some old readers panic on what later ones report as an error.
	defer func() {
		if cause := recover(); cause != nil {
			fail(fmt.Errorf("panic: %v", cause))
		}
	}()
	events, err := count(os.Args[1])
	if err != nil {
		fail(fmt.Errorf("after %d events: %w", events, err))
	}
	fmt.Println(events)
}

func count(name string) (int, error) {
	file, err := os.Open(name)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	reader, err := trace.NewReader(bufio.NewReader(file))
	if err != nil {
		return 0, err
	}
	for events := 0; ; events++ {
		event, err := reader.ReadEvent()
		if errors.Is(err, io.EOF) {
			return events, nil
		}
		if err != nil {
			return events, err
		}
		// Names and stacks are looked up only when asked for.
		_ = event.String()
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
