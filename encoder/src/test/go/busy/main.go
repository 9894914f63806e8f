// Busy is a program that does one kind of work while it is traced, and writes
// the trace to standard output. Tests read what it writes; the kinds are the
// keys of the table below.
package main

import (
	"context"
	"fmt"
	"io"
	"iter"
	"net"
	"net/http"
	"os"
	"runtime"
	"runtime/pprof"
	"runtime/trace"
	"sync"
	"time"
)

var kinds = map[string]func(){
	"web":        web,
	"garbage":    garbage,
	"goroutines": goroutines,
	"syscalls":   syscalls,
	"tasks":      tasks,
	"samples":    samples,
	"coroutines": coroutines,
	"channels":   channels,
	"timers":     timers,
	"procs":      procs,
}

func main() {
	work := kinds[os.Args[1]]
	check(trace.Start(os.Stdout))
	work()
	trace.Stop()
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// together runs work on n goroutines and waits for them.
func together(n int, work func(i int)) {
	var group sync.WaitGroup
	for i := range n {
		group.Add(1)
		go func() {
			defer group.Done()
			work(i)
		}()
	}
	group.Wait()
}

func web() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer trace.StartRegion(r.Context(), "handle").End()
		fmt.Fprint(w, r.URL.Path)
	})}
	go server.Serve(listener)
	together(8, func(int) {
		for i := range 40 {
			response, err := http.Get(fmt.Sprintf("http://%s/%d", listener.Addr(), i))
			check(err)
			_, err = io.Copy(io.Discard, response.Body)
			check(err)
			check(response.Body.Close())
		}
	})
	check(server.Close())
}

var kept [64][]byte

func garbage() {
	together(4, func(int) {
		for i := range 20000 {
			kept[i%len(kept)] = make([]byte, 4096)
		}
	})
	runtime.GC()
}

func goroutines() {
	together(2000, func(i int) {
		if i%3 == 0 {
			runtime.Gosched()
		}
		time.Sleep(time.Duration(i%5) * time.Millisecond)
	})
}

func syscalls() {
	together(6, func(i int) {
		for range 50 {
			name := fmt.Sprintf("%s/busy-%d-%d", os.TempDir(), os.Getpid(), i)
			check(os.WriteFile(name, make([]byte, 1<<16), 0o600))
			_, err := os.ReadFile(name)
			check(err)
			check(os.Remove(name))
		}
	})
}

func tasks() {
	outer, end := trace.NewTask(context.Background(), "outer")
	together(10, func(i int) {
		inner, end := trace.NewTask(outer, "inner \"quoted\" \u00e9\t\xff")
		defer end.End()
		for range 20 {
			trace.WithRegion(inner, "region", func() {
				trace.Logf(inner, "category", "message %d", i)
				trace.WithRegion(inner, "nested", func() { time.Sleep(100 * time.Microsecond) })
			})
		}
	})
	end.End()
	trace.Log(context.Background(), "", "without a task")
}

func samples() {
	check(pprof.StartCPUProfile(io.Discard))
	defer pprof.StopCPUProfile()
	together(3, func(int) {
		for start := time.Now(); time.Since(start) < 300*time.Millisecond; {
		}
	})
}

func coroutines() {
	together(3, func(int) {
		numbers := func(yield func(int) bool) {
			for i := range 300 {
				if !yield(i) {
					return
				}
			}
		}
		next, stop := iter.Pull(iter.Seq[int](numbers))
		for range 250 {
			next()
		}
		stop()
	})
}

func channels() {
	pipe := make(chan int)
	go func() {
		for i := range 3000 {
			pipe <- i
		}
		close(pipe)
	}()
	together(4, func(int) {
		for range pipe {
		}
	})
}

// timers runs for more than two seconds, so that there are several generations.
func timers() {
	together(5, func(i int) {
		for start := time.Now(); time.Since(start) < 2300*time.Millisecond; {
			time.Sleep(time.Duration(i+1) * 3 * time.Millisecond)
		}
	})
}

func procs() {
	for i := range 6 {
		runtime.GOMAXPROCS(1 + i%3)
		together(4, func(int) { runtime.Gosched() })
	}
}
