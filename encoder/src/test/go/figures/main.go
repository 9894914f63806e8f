// Figures reads a trace with Go's own reader and prints what Go's tools say of
// it, a line each. GoFigures.java makes the copy of Go's internal/trace that is
// imported here.
//
//	mmu FLAGS WINDOW UTILISATION
//	task NAME COUNT UNFINISHED LENGTH...
//	region NAME COUNT UNFINISHED LENGTH...
//	spent NAME RUNNING RUNNABLE SYSCALL BLOCKED
//
// What is spent is that of all regions that begin and end, in nanoseconds.
// FLAGS is the number of trace.UtilFlags, WINDOW and each LENGTH are in
// nanoseconds, lengths are sorted, names are hexadecimal digits behind an x.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"slices"
	"time"
	_ "unsafe" // for go:linkname

	"figures/trace"
)

// bandsPerSeries is in how many bands gc.go divides a trace, to look first where
// the minimum may be. A band is a whole number of nanoseconds, so the last one may
// end up to 999 ns behind the trace, where Go's windows then reach and find nothing
// used: of 10 ms, up to 0.0001 too little. One band ends with the trace.
//
//go:linkname bandsPerSeries figures/trace.bandsPerSeries
var bandsPerSeries int

func main() {
	events, err := read(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	out := bufio.NewWriter(os.Stdout)
	utilisation(out, events)
	summary := summarize(events)
	tasks(out, summary)
	regions(out, summary)
	if err := out.Flush(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func read(name string) (events []trace.Event, err error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	reader, err := trace.NewReader(bufio.NewReader(file))
	if err != nil {
		return nil, err
	}
	for {
		event, err := reader.ReadEvent()
		if err == io.EOF {
			return events, nil
		}
		if err != nil {
			return nil, err
		}
		events = append(events, event)
	}
}

func utilisation(out io.Writer, events []trace.Event) {
	windows := []time.Duration{time.Microsecond, time.Millisecond, 10 * time.Millisecond,
		100 * time.Millisecond, time.Hour}
	bandsPerSeries = 1
	for flags := range 2 * trace.UtilPerProc {
		functions := trace.MutatorUtilizationV2(events, flags)
		if len(functions) == 0 {
			continue
		}
		curve := trace.NewMMUCurve(functions)
		for _, window := range windows {
			fmt.Fprintf(out, "mmu %d %d %.12f\n", flags, window, curve.MMU(window))
		}
	}
}

func summarize(events []trace.Event) *trace.Summary {
	summarizer := trace.NewSummarizer()
	for i := range events {
		summarizer.Event(&events[i])
	}
	return summarizer.Finalize()
}

// spans are those of one name.
type spans struct {
	lengths    []time.Duration
	unfinished int
}

// add takes the events that begin and end a span, where there are such.
func (s *spans) add(start, end *trace.Event, endKind trace.EventKind) {
	if start == nil || end == nil || end.Kind() != endKind {
		s.unfinished++
		return
	}
	s.lengths = append(s.lengths, end.Time().Sub(start.Time()))
}

func tasks(out io.Writer, summary *trace.Summary) {
	byName := make(map[string]*spans)
	for _, task := range summary.Tasks {
		if task.Start != nil || task.End != nil {
			of(byName, task.Name).add(task.Start, task.End, trace.EventTaskEnd)
		}
	}
	write(out, "task", byName)
}

func regions(out io.Writer, summary *trace.Summary) {
	byName := make(map[string]*spans)
	spent := make(map[string]*[4]time.Duration)
	for _, goroutine := range summary.Goroutines {
		for _, region := range goroutine.Regions {
			// A region without a name is one that Go makes up.
			if region.Name != "" {
				of(byName, region.Name).add(region.Start, region.End, trace.EventRegionEnd)
				addSpent(spent, region)
			}
		}
	}
	write(out, "region", byName)
	for name, times := range spent {
		fmt.Fprintf(out, "spent x%x %d %d %d %d\n", name, times[0], times[1], times[2], times[3])
	}
}

func addSpent(spent map[string]*[4]time.Duration, region *trace.UserRegionSummary) {
	if region.Start == nil || region.End == nil || region.End.Kind() != trace.EventRegionEnd {
		return
	}
	if spent[region.Name] == nil {
		spent[region.Name] = new([4]time.Duration)
	}
	times := spent[region.Name]
	times[0] += region.ExecTime
	times[1] += region.SchedWaitTime
	times[2] += region.SyscallTime + region.SyscallBlockTime
	for _, blocked := range region.BlockTimeByReason {
		times[3] += blocked
	}
}

func of(byName map[string]*spans, name string) *spans {
	if byName[name] == nil {
		byName[name] = new(spans)
	}
	return byName[name]
}

func write(out io.Writer, what string, byName map[string]*spans) {
	for name, spans := range byName {
		slices.Sort(spans.lengths)
		fmt.Fprintf(out, "%s x%x %d %d", what, name, len(spans.lengths), spans.unfinished)
		for _, length := range spans.lengths {
			fmt.Fprintf(out, " %d", length)
		}
		fmt.Fprintln(out)
	}
}
