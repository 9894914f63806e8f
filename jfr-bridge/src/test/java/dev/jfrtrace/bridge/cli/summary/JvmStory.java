package dev.jfrtrace.bridge.cli.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.translate.Cast;
import dev.jfrtrace.encoder.TraceEncoder;
import dev.jfrtrace.encoder.format.ProcStatus;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.generation.Stack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A trace of a JVM, told step by step: what each thread does at what millisecond. Threads run from
 * when they are first told of.
 */
final class JvmStory {
    private static final long START = 1_000_000;
    private static final long MS = 1_000_000;
    private static final int DISPATCHER = 1;
    private static final int VM_THREAD = 2;
    private static final int MOST_PROCS = 9;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TraceEncoder encoder;
    private final Map<Integer, Integer> procs = new HashMap<>();
    private final Map<Integer, Long> threads = new HashMap<>();

    JvmStory() throws IOException {
        encoder =
                new TraceEncoder(
                        new TraceEncoder.Options(
                                TraceVersion.GO_1_26,
                                refusal -> {
                                    throw new AssertionError(refusal);
                                }),
                        bytes::write,
                        START,
                        1_780_000_000_000_000_000L);
        encoder.procStatus(DISPATCHER, START, 0, ProcStatus.RUNNING);
        encoder.procStatus(VM_THREAD, START, 1, ProcStatus.RUNNING);
        encoder.goCreate(DISPATCHER, START, Cast.VM_G, stack("VM Thread"), Stack.NONE);
        encoder.goStart(VM_THREAD, START, Cast.VM_G);
        encoder.procsChange(VM_THREAD, START, MOST_PROCS);
        procs.put(VM_THREAD, 1);
    }

    private static long at(long millis) {
        return START + millis * MS;
    }

    /** Frames with a file are the program's; one without is what is waited for. */
    private Stack stack(String... functions) {
        return Stack.of(
                Stream.of(functions)
                        .map(
                                f ->
                                        f.startsWith("of ")
                                                ? encoder.frames().frame(f.substring(3), "", 0)
                                                : encoder.frames().frame(f, "App.java", 7))
                        .toList());
    }

    /** The VM thread, which has nothing to do from here on. */
    JvmStory vmIsIdle(long millis) {
        encoder.goBlock(VM_THREAD, at(millis), "idle", Stack.NONE);
        return this;
    }

    /** A platform thread, whose id is its goroutine's. */
    JvmStory thread(long millis, int g, String name) {
        return carried(millis, g, name, g);
    }

    /** A virtual thread that runs on a carrier of its own. */
    JvmStory carried(long millis, int g, String name, long carrier) {
        int proc = procs.size() + 1;
        procs.put(g, proc);
        threads.put(g, carrier);
        encoder.addIdleProc(at(millis));
        encoder.goCreate(DISPATCHER, at(millis), g, stack(name), Stack.NONE);
        encoder.procStart(carrier, at(millis), proc);
        encoder.goStart(carrier, at(millis), g);
        return this;
    }

    /** A thread that carries virtual ones from here on. */
    JvmStory carrier(long millis, int g) throws IOException {
        return thread(millis, g, "ForkJoinPool-#-worker-#").waits(millis, g, "carrier");
    }

    /** A virtual thread that could run. */
    JvmStory isReady(long millis, int g, String name) {
        encoder.goCreate(DISPATCHER, at(millis), g, stack(name), Stack.NONE);
        return this;
    }

    /** The same of one that waited. */
    JvmStory isReady(long millis, int g) {
        encoder.goUnblock(DISPATCHER, at(millis), g, Stack.NONE);
        return this;
    }

    JvmStory mounts(long millis, int g, long carrier) {
        threads.put(g, carrier);
        encoder.goStart(carrier, at(millis), g);
        return this;
    }

    private long threadOf(int g) {
        return threads.getOrDefault(g, (long) g);
    }

    JvmStory waits(long millis, int g, String reason, String... frames) {
        encoder.goBlock(threadOf(g), at(millis), reason, stack(frames));
        return this;
    }

    /** Goes on, as another one made it do; 0 for nobody. */
    JvmStory goesOn(long millis, int g, int by) {
        encoder.goUnblock(by == 0 ? DISPATCHER : by, at(millis), g, Stack.NONE);
        encoder.goStart(g, at(millis), g);
        return this;
    }

    /** Stands still, as in a stop. */
    JvmStory standsStill(long millis, int g) {
        encoder.goStop(g, at(millis), "stop", Stack.NONE);
        return this;
    }

    JvmStory moves(long millis, int g) {
        encoder.goStart(g, at(millis), g);
        return this;
    }

    JvmStory task(long millis, int g, String name) {
        encoder.userTaskBegin(g, at(millis), 1, 0, name, Stack.NONE);
        return this;
    }

    JvmStory region(long millis, int g, String name) {
        encoder.userRegionBegin(g, at(millis), 0, name, Stack.NONE);
        return this;
    }

    JvmStory endOfRegion(long millis, int g, String name) {
        encoder.userRegionEnd(g, at(millis), 0, name, Stack.NONE);
        return this;
    }

    JvmStory stop(long millis, String why) {
        encoder.stwBegin(VM_THREAD, at(millis), why, Stack.NONE);
        return this;
    }

    JvmStory endOfStop(long millis) {
        encoder.stwEnd(VM_THREAD, at(millis));
        return this;
    }

    JvmStory heap(long millis, long used, long committed) {
        encoder.heapAlloc(DISPATCHER, at(millis), used);
        encoder.heapGoal(DISPATCHER, at(millis), committed);
        return this;
    }

    JvmStory samples(long millis, int g, int count, String... frames) {
        List<Stack> stacks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            stacks.add(stack(frames));
            encoder.cpuSample(at(millis) + i, g, procs.get(g), g, stacks.get(i));
        }
        return this;
    }

    JvmStory log(long millis, int g, String category, String message, String... frames) {
        encoder.userLog(g, at(millis), 0, category, message, stack(frames));
        return this;
    }

    JvmStory call(long millis, int g, String on, String... frames) {
        List<String> all = new ArrayList<>(List.of(frames));
        all.add(0, "of " + on);
        encoder.goSyscallBegin(g, at(millis), stack(all.toArray(String[]::new)));
        return this;
    }

    JvmStory endOfCall(long millis, int g) {
        encoder.goSyscallEnd(g, at(millis));
        return this;
    }

    /** The last that is told, which is when the trace ends. */
    Path end(long millis, Path folder) throws IOException {
        encoder.heapAlloc(DISPATCHER, at(millis), 1_000_000);
        assertThat(encoder.close()).isTrue();
        return Files.write(folder.resolve("story.trace"), bytes.toByteArray());
    }
}
