package dev.jfrtrace.bridge.live;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/**
 * How long threads have waited for a CPU, as Linux counts it ({@code /proc/PID/task/TID/schedstat},
 * the second number). Files stay open between two looks: opening one costs ten times what reading
 * it does. They are no channels: what reads those reads the program's sockets too, and is compiled
 * for these alone while it has met nothing else. Not thread-safe.
 */
final class RunQueue implements AutoCloseable {
    static final long UNKNOWN = -1;

    /** Most files that are open at a time; a host may not have many to spare. */
    static final int MAX_OPEN = 128;

    private final LongUnaryOperator osIds;
    private final Path tasks;

    /** By the system's thread id, the one asked for longest ago first. */
    private final Map<Long, RandomAccessFile> open = new LinkedHashMap<>(16, 0.75f, true);

    private final byte[] text = new byte[128];

    /**
     * @param osIds gives the system's id of a Java thread by Java's; 0 while it is not known
     */
    RunQueue(LongUnaryOperator osIds) {
        this(osIds, Path.of("/proc/self/task"));
    }

    RunQueue(LongUnaryOperator osIds, Path tasks) {
        this.osIds = osIds;
        this.tasks = tasks;
    }

    /**
     * Nanoseconds that a thread has waited since it began; {@link #UNKNOWN} for one that is gone,
     * and where the system does not count.
     *
     * @param thread Java's id
     */
    long waited(long thread) {
        long osId = osIds.applyAsLong(thread);
        if (osId <= 0) {
            return UNKNOWN;
        }
        try {
            RandomAccessFile file = open.get(osId);
            if (file == null) {
                file = open(osId);
            }
            file.seek(0);
            return second(ByteBuffer.wrap(text, 0, Math.max(0, file.read(text))));
        } catch (IOException | RuntimeException e) {
            close(open.remove(osId));
            return UNKNOWN;
        }
    }

    private RandomAccessFile open(long osId) throws IOException {
        Path path = tasks.resolve(Long.toString(osId)).resolve("schedstat");
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
        open.put(osId, file);
        if (open.size() > MAX_OPEN) {
            Iterator<RandomAccessFile> all = open.values().iterator();
            close(all.next());
            all.remove();
        }
        return file;
    }

    private static long second(ByteBuffer text) {
        while (text.get() != ' ') {
            // The first number.
        }
        long number = 0;
        for (byte digit = text.get(); digit != ' '; digit = text.get()) {
            number = number * 10 + digit - '0';
        }
        return number;
    }

    int open() {
        return open.size();
    }

    private static void close(RandomAccessFile file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            // It was read from only.
        }
    }

    @Override
    public void close() {
        open.values().forEach(RunQueue::close);
        open.clear();
    }
}
