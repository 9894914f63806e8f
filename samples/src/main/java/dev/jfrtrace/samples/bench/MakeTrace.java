package dev.jfrtrace.samples.bench;

import dev.jfrtrace.encoder.Refusal;
import dev.jfrtrace.encoder.TraceEncoder;
import dev.jfrtrace.encoder.format.GoStatus;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.format.ProcStatus;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.generation.Frame;
import dev.jfrtrace.encoder.generation.Stack;
import dev.jfrtrace.samples.bench.Arguments.UsageException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Makes a trace of a wanted size, for measurements of what reads it: {@code MakeTrace OUT.trace
 * [MEGABYTES]}. On eight procs goroutines wake another one, block, and leave their proc to it.
 * Equal sizes give equal bytes.
 */
public final class MakeTrace {
    private static final int DEFAULT_MEGABYTES = 40;
    private static final int PROCS = 8;
    private static final int GOROUTINES = 200;
    private static final int STACKS = 500;
    private static final int FRAMES = 20;
    private static final int MOST_STEP_NANOS = 2000;
    private static final long GENERATION_BYTES = 16 << 20;
    private static final long START = 1;
    private static final long WALL = 1_780_000_000_000_000_000L;

    private final Random random = new Random(1);
    private final TraceEncoder encoder;
    private final List<Stack> stacks = new ArrayList<>();
    private final long[] running = new long[PROCS + 1];
    private final long[] waiting = new long[GOROUTINES - PROCS];
    private long time = START;

    private MakeTrace(OutputStream out) throws IOException {
        encoder =
                new TraceEncoder(
                        new TraceEncoder.Options(TraceVersion.GO_1_22, Refusal.Handler.failing()),
                        out::write,
                        START,
                        WALL);
    }

    public static void main(String[] args) throws IOException {
        try {
            Arguments arguments = Arguments.parse(args, 1, 2, Set.of());
            String megabytes = arguments.value(1, Integer.toString(DEFAULT_MEGABYTES));
            Path file = Path.of(arguments.value(0, null));
            long events = write(file, (long) Arguments.number(megabytes) << 20);
            System.out.printf("%s: %d events, %d bytes%n", file, events, Files.size(file));
        } catch (UsageException e) {
            System.err.println(e.getMessage());
            System.err.println("usage: MakeTrace OUT.trace [MEGABYTES]");
            System.exit(2);
        }
    }

    /** Writes a trace of at least so many bytes; how many events it has. */
    static long write(Path file, long bytes) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            MakeTrace trace = new MakeTrace(out);
            trace.start();
            trace.handOver(bytes);
            trace.encoder.close();
            return trace.encoder.eventCount();
        }
    }

    private void start() {
        for (int i = 0; i < STACKS; i++) {
            List<Frame> frames = new ArrayList<>();
            for (int depth = 0; depth < FRAMES; depth++) {
                String method = "app.Layer" + depth + ".call" + random.nextInt(1 + depth * 5);
                frames.add(encoder.frames().frame(method, "Layer.java", 10 + depth));
            }
            stacks.add(Stack.of(frames));
        }
        for (int proc = 0; proc < PROCS; proc++) {
            int thread = proc + 1;
            encoder.procStatus(thread, step(), proc, ProcStatus.RUNNING);
            encoder.goStatus(thread, step(), thread, 0, GoStatus.RUNNING);
            running[thread] = thread;
        }
        encoder.procsChange(1, step(), PROCS);
        for (int i = 0; i < waiting.length; i++) {
            waiting[i] = PROCS + 1 + i;
            encoder.goStatus(Limits.NONE, step(), waiting[i], 0, GoStatus.WAITING);
        }
    }

    private long step() {
        time += 1 + random.nextInt(MOST_STEP_NANOS);
        return time;
    }

    private Stack stack() {
        return stacks.get(random.nextInt(STACKS));
    }

    private void handOver(long bytes) throws IOException {
        while (encoder.bytes() + encoder.generationBytes() < bytes) {
            for (int i = 0; i < 1000; i++) {
                handOver();
            }
            if (encoder.generationBytes() > GENERATION_BYTES) {
                encoder.cut(step());
            }
        }
    }

    private void handOver() {
        int thread = 1 + random.nextInt(PROCS);
        int next = random.nextInt(waiting.length);
        long woken = waiting[next];
        encoder.goUnblock(thread, step(), woken, stack());
        encoder.goBlock(thread, step(), "sync", stack());
        encoder.goStart(thread, step(), woken);
        waiting[next] = running[thread];
        running[thread] = woken;
    }
}
