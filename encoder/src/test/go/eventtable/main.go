// Eventtable prints Go's own table of trace events, one event per line, for
// tests that compare it with ours. GoEventTable.java says how a line reads.
//
// The packages it imports are copies of Go's internal/trace/tracev2 and
// internal/trace/version, made when the program is run; see GoEventTable.java.
package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"

	"eventtable/tracev2"
	"eventtable/version"
)

func main() {
	out := bufio.NewWriter(os.Stdout)
	for number, spec := range tracev2.Specs() {
		// The table has holes: numbers that name no event.
		if spec.Name != "" {
			fmt.Fprintln(out, line(number, spec))
		}
	}
	if err := out.Flush(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func line(number int, spec tracev2.EventSpec) string {
	kind := "structural"
	if spec.IsTimedEvent {
		kind = "timed"
	}
	fields := []string{
		strconv.Itoa(number),
		spec.Name,
		list(spec.Args),
		kind,
		"stacks=" + positions(spec.StackIDs),
		"strings=" + positions(spec.StringIDs),
		"start=" + start(spec),
		"since=" + since(number, spec),
	}
	if spec.HasData {
		fields = append(fields, "data")
	}
	if spec.IsStack {
		fields = append(fields, "frames")
	}
	if spec.Experiment != tracev2.NoExperiment {
		fields = append(fields, "experiment="+tracev2.Experiments()[spec.Experiment])
	}
	return strings.Join(fields, " ")
}

func list(words []string) string {
	if len(words) == 0 {
		return "-"
	}
	return strings.Join(words, ",")
}

func positions(indices []int) string {
	var words []string
	for _, index := range indices {
		words = append(words, strconv.Itoa(index))
	}
	return list(words)
}

func start(spec tracev2.EventSpec) string {
	if spec.StartEv == tracev2.EvNone {
		return "-"
	}
	return tracev2.Specs()[spec.StartEv].Name
}

// since finds the oldest header whose table reaches up to the event. The
// tables are cut by number, and experimental events have the highest ones, so
// for these it would say when the tables were last cut, which means nothing.
func since(number int, spec tracev2.EventSpec) string {
	if spec.Experiment != tracev2.NoExperiment {
		return "-"
	}
	for v := version.Version(0); v <= version.Current; v++ {
		if number < len(v.Specs()) {
			return fmt.Sprintf("1.%d", v)
		}
	}
	return "-"
}
