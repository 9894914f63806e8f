package dev.jfrtrace.encoder.judge;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets {@code go tool trace} judge a trace file, in three steps.
 *
 * <ol>
 *   <li>It is parsed to the end.
 *   <li>The four profiles are made of it.
 *   <li>Its web pages are served, {@link WebTour} says which. This step finds what the parser lets
 *       pass and the viewer panics on.
 * </ol>
 *
 * <p>A file that cannot be parsed is not tried further; what the other steps would say of it has
 * the same cause. Each run of a tool and each page must be done in {@value #LIMIT_SECONDS} s, and
 * no process is left behind. The output of the tools is streamed: a file may be big.
 *
 * <p>Has no state; may be used by many threads.
 */
public final class GoJudge {
    static final int LIMIT_SECONDS = 120;
    static final Duration LIMIT = Duration.ofSeconds(LIMIT_SECONDS);

    private static final List<String> PROFILES = List.of("net", "sync", "syscall", "sched");

    /** The first line of an event; its stacks follow on lines of their own. */
    private static final Pattern EVENT = Pattern.compile("M=\\S+ P=\\S+ G=\\S+ (\\w+) Time=.*");

    private final GoTools tools;

    public GoJudge(GoTools tools) {
        this.tools = tools;
    }

    /** A judge with the tools of this machine; see {@link GoTools#require()}. */
    public static GoJudge require() {
        return new GoJudge(GoTools.require());
    }

    /** Judges a file; never throws for what is wrong with it. */
    public Verdict judge(Path trace) {
        Map<String, Long> kinds = new TreeMap<>();
        List<String> faults = new ArrayList<>();
        int pages = 0;
        attempt(faults, () -> parsed(trace, line -> count(line, kinds)));
        long events = kinds.values().stream().mapToLong(Long::longValue).sum();
        if (faults.isEmpty() && events == 0) {
            faults.add(fault(trace, "-d=parsed", "no event in it", "    -").getMessage());
        }
        if (faults.isEmpty()) {
            for (String profile : PROFILES) {
                attempt(faults, () -> profile(trace, profile));
            }
            pages = browse(trace, faults);
        }
        return new Verdict(trace, events, kinds, pages, faults);
    }

    /** Throws an AssertionError that holds all faults of the file. */
    public void assertAccepted(Path trace) {
        Verdict verdict = judge(trace);
        if (!verdict.accepted()) {
            throw new AssertionError(String.join("\n", verdict.faults()));
        }
    }

    /**
     * Hands over the output of {@code go tool trace -d=parsed}, line by line on the calling thread.
     * An event is a line {@code M=… P=… G=… KIND Time=… …}, followed by {@code Stack=} or {@code
     * TransitionStack=} and two indented lines per frame where there is a stack. Throws an
     * AssertionError, after the lines that could be had, when Go does not accept the file.
     */
    public void parsed(Path trace, Consumer<String> sink) {
        run(trace, "-d=parsed", process -> process.lines(sink));
    }

    private void profile(Path trace, String profile) {
        run(
                trace,
                "-pprof=" + profile,
                process -> process.output().transferTo(OutputStream.nullOutputStream()));
    }

    private int browse(Path trace, List<String> faults) {
        List<Integer> pages = new ArrayList<>();
        attempt(
                faults,
                () -> {
                    try (GoServer server = GoServer.start(tools, trace)) {
                        WebTour tour = new WebTour(server);
                        faults.addAll(tour.faults());
                        pages.add(tour.pages());
                        server.stop();
                    }
                });
        return pages.isEmpty() ? 0 : pages.get(0);
    }

    /** Reads what a tool gives on standard output. */
    @FunctionalInterface
    private interface Reading {
        void read(ToolProcess process) throws IOException;
    }

    private void run(Path trace, String flag, Reading reading) {
        try (ToolProcess process = ToolProcess.start(tools.trace(flag, trace))) {
            try {
                int exit =
                        process.within(
                                LIMIT,
                                () -> {
                                    reading.read(process);
                                    return process.exit();
                                });
                if (exit != 0) {
                    throw fault(trace, flag, "exit code " + exit, process.log());
                }
            } catch (IOException e) {
                throw fault(trace, flag, e.getMessage(), process.log());
            }
        } catch (IOException e) {
            throw fault(trace, flag, "cannot be started: " + e.getMessage(), "    -");
        }
    }

    private static void count(String line, Map<String, Long> kinds) {
        // Most lines are frames; the cheap look spares them the pattern.
        if (line.startsWith("M=")) {
            Matcher event = EVENT.matcher(line);
            if (event.matches()) {
                kinds.merge(event.group(1), 1L, Long::sum);
            }
        }
    }

    private static void attempt(List<String> faults, Runnable step) {
        try {
            step.run();
        } catch (AssertionError e) {
            faults.add(e.getMessage());
        }
    }

    /** The one form of a fault: file, step, what happened, and what the tool said. */
    static AssertionError fault(Path trace, String step, String what, String log) {
        return new AssertionError(
                trace + ": go tool trace, " + step + ": " + what + "\n  it said:\n" + log);
    }
}
