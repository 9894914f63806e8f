package dev.jfrtrace.samples.bench.overhead;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;

/** Work that this JVM does again and again while it is measured. */
interface Load extends AutoCloseable {
    String SERVER = "server";

    /**
     * What was done in some time. Latencies are NaN where a load has none.
     *
     * @param operations how many
     * @param nanos in how long
     * @param p50Nanos how long half of them took at most
     * @param p99Nanos how long 99 % of them took at most
     */
    record Work(long operations, long nanos, double p50Nanos, double p99Nanos) {
        double perSecond() {
            return operations * 1e9 / nanos;
        }
    }

    /** What an operation of the load of this name is called. */
    static String unit(String name) {
        return name.startsWith(SERVER) ? "request" : "hand-off";
    }

    /** Works for about so long, and is idle then. */
    Work run(Duration duration) throws IOException, InterruptedException;

    @Override
    void close() throws IOException;

    /**
     * @param name as on the command line; a server's may end with the requests that it gets in a
     *     second, {@code server@5000}
     * @param directory for files
     */
    static Load open(String name, Path directory) throws IOException, InterruptedException {
        String[] parts = name.split("@", 2);
        OptionalInt rate = parts.length == 1 ? OptionalInt.empty() : rate(parts[1]);
        if (parts[0].equals(SERVER)) {
            return new ServerLoad(directory, rate);
        }
        if (name.equals("locks")) {
            return new LockLoad();
        }
        throw new UsageException("no such load: " + name);
    }

    private static OptionalInt rate(String text) {
        if (!text.matches("[1-9][0-9]{0,6}")) {
            throw new UsageException("no number of requests per second: " + text);
        }
        return OptionalInt.of(Integer.parseInt(text));
    }
}
