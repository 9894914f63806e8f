// Gotraceui loads a trace as the program gotraceui does before it shows it,
// and prints how many events it found. Its demands go beyond those of Go's own
// tools.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"log"
	"os"

	"golang.org/x/exp/trace"
	"honnef.co/go/gotraceui/trace/ptrace"
)

func main() {
	// It logs each wait reason and label that is not one of Go's own; it draws
	// these plainly, which is no fault.
	log.SetOutput(io.Discard)
	events, err := count(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
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
	parsed, err := ptrace.Parse(reader, func(float64) {})
	if err != nil {
		return 0, err
	}
	events := parsed.Events.Len()
	if events == 0 {
		return 0, errors.New("no event in it")
	}
	return events, nil
}
