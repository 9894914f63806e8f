// Readall reads traces with Go's own reader, many in one run, and says of each
// whether it was accepted and what its events are. GoTraces.java says how a
// line reads, and makes the copy of Go's internal/trace that is imported here.
//
//	readall digest   a verdict per file, the events as a digest
//	readall count    the same without printing the events: for measurements
//	readall summary  the same, and the digest is that of the goroutines' summaries
//
// Standard input names the files, one per line.
package main

import (
	"bufio"
	"crypto/sha256"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"readall/trace"
)

func main() {
	names := bufio.NewScanner(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	for names.Scan() {
		start := time.Now()
		events, digest, err := read(names.Text(), os.Args[1])
		verdict := "accepted"
		if err != nil {
			verdict = "rejected"
		}
		micros := time.Since(start).Microseconds()
		fmt.Fprintf(out, "%s %d %x %d %s\n", verdict, events, digest, micros, oneLine(err))
	}
	if err := out.Flush(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// read counts the events up to the end or the fault, and digests their text.
// What panics is wrong: the event that is printed then does not count.
func read(name, mode string) (events int, digest []byte, err error) {
	hash := sha256.New()
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
		digest = hash.Sum(nil)
	}()
	file, err := os.Open(name)
	if err != nil {
		return 0, nil, err
	}
	defer file.Close()
	reader, err := trace.NewReader(file)
	if err != nil {
		return 0, nil, err
	}
	summarizer := trace.NewSummarizer()
	for {
		event, err := reader.ReadEvent()
		if err == io.EOF {
			if mode == "summary" {
				summarize(hash, summarizer.Finalize())
			}
			return events, nil, nil
		}
		if err != nil {
			return events, nil, err
		}
		switch mode {
		case "digest":
			fmt.Fprintln(hash, text(event.String()))
		case "summary":
			summarizer.Event(&event)
		}
		events++
	}
}

// summarize writes a line per goroutine, in the order of their ids.
func summarize(out io.Writer, summary *trace.Summary) {
	for _, id := range slices.Sorted(maps.Keys(summary.Goroutines)) {
		g := summary.Goroutines[id]
		fmt.Fprintf(out, "%d %s %d %d %d %d %d %d %d %d %d", g.ID, g.Name,
			g.CreationTime, g.StartTime, g.EndTime, g.ExecTime, g.SchedWaitTime,
			g.SyscallTime, g.SyscallBlockTime, g.TotalTime, g.UnknownTime())
		for _, reason := range slices.Sorted(maps.Keys(g.BlockTimeByReason)) {
			fmt.Fprintf(out, " %s=%d", reason, g.BlockTimeByReason[reason])
		}
		for _, name := range slices.Sorted(maps.Keys(g.RangeTime)) {
			fmt.Fprintf(out, " %s=%d", name, g.RangeTime[name])
		}
		fmt.Fprintln(out)
	}
}

// text leaves out where an event happened when that is a matter of chance: for
// a proc that is about to be stolen Go looks through its threads for one that
// has it, in the order of a map, and a broken trace may have several.
func text(event string) string {
	if strings.Contains(event, " Running->Running ") && strings.Contains(event, " ProcID=") {
		_, event, _ = strings.Cut(event, " StateTransition ")
	}
	return event
}

func oneLine(err error) string {
	if err == nil {
		return "-"
	}
	text := strings.Join(strings.Fields(err.Error()), " ")
	return text[:min(len(text), 300)]
}
