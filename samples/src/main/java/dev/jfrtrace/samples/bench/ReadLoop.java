package dev.jfrtrace.samples.bench;

import com.sun.management.ThreadMXBean;
import dev.jfrtrace.bridge.source.Chunk;
import dev.jfrtrace.bridge.source.ChunkWalk;
import dev.jfrtrace.bridge.source.JfrEvent;
import dev.jfrtrace.bridge.source.JfrSource;
import dev.jfrtrace.bridge.source.JfrStack;
import dev.jfrtrace.bridge.source.JfrThread;
import dev.jfrtrace.bridge.source.JfrType;
import dev.jfrtrace.bridge.source.chunk.ChunkSource;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Reads a recording as {@link BareReadLoop} does, start, end, thread and stack of each event, with
 * a reader of choice: {@code ReadLoop own|jdk|async|async-all FILE.jfr [ROUNDS]}. A line for each
 * round.
 */
public final class ReadLoop {
    /** What is read goes in here, so that no compiler can leave the reading out. */
    private long sum;

    private ReadLoop() {}

    public static void main(String[] args) throws Exception {
        if (args.length < 2) {
            System.err.println("usage: ReadLoop own|jdk|async|async-all FILE.jfr [ROUNDS]");
            System.exit(2);
        }
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 1;
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int round = 0; round < rounds; round++) {
            ReadLoop loop = new ReadLoop();
            long start = System.nanoTime();
            long bytes = threads.getCurrentThreadAllocatedBytes();
            long events = loop.read(args[0], Path.of(args[1]));
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            bytes = threads.getCurrentThreadAllocatedBytes() - bytes;
            System.out.printf("%d events %d ms %d bytes%n", events, millis, bytes);
        }
    }

    private long read(String reader, Path file) throws Exception {
        switch (reader) {
            case "own":
                return readOwn(file);
            case "jdk":
                return new BareReadLoop().read(file);
            case "async":
                return AsyncReader.read(file, false);
            case "async-all":
                return AsyncReader.read(file, true);
            default:
                throw new IllegalArgumentException(reader);
        }
    }

    private long readOwn(Path file) throws Exception {
        Touch touch = new Touch();
        ChunkSource source = new ChunkSource();
        for (Chunk chunk : ChunkWalk.of(file).chunks()) {
            touch.seen.clear();
            source.read(chunk, touch);
        }
        return touch.events;
    }

    /** Touches what the other loops touch; frames once for each stack, as the JDK makes them. */
    private final class Touch implements JfrSource.Handler {
        private final BitSet seen = new BitSet();
        private long events;

        @Override
        public void begin(List<JfrType> types) {
            sum += types.size();
        }

        @Override
        public void event(JfrEvent event) {
            events++;
            sum += event.startTicks() + event.endTicks();
            JfrThread thread = event.thread();
            if (thread != null) {
                sum += thread.javaId() + thread.name().length();
            }
            JfrStack stack = event.stack();
            if (stack != null && !seen.get(stack.index())) {
                seen.set(stack.index());
                sum += stack.frames().size();
            }
        }
    }
}
