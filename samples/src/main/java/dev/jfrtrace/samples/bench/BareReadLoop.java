package dev.jfrtrace.samples.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * What a converter cannot do without when it reads with the JDK's own reader: every event, and of
 * each when it was, how long, on which thread, and its stack. Prints the count and the time.
 */
public final class BareReadLoop {
    /** What is read goes in here, so that no compiler can leave the reading out. */
    private long sum;

    BareReadLoop() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            System.err.println("usage: BareReadLoop FILE.jfr");
            System.exit(2);
        }
        long start = System.nanoTime();
        BareReadLoop loop = new BareReadLoop();
        long events = loop.read(Path.of(args[0]));
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        System.out.println(events + " events " + millis + " ms (" + loop.sum + ")");
    }

    /** Reads a file, and tells how many events it has. */
    long read(Path file) throws IOException {
        long events = 0;
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                touch(recording.readEvent());
                events++;
            }
        }
        return events;
    }

    private void touch(RecordedEvent event) {
        sum += event.getStartTime().getNano();
        sum += event.getDuration().toNanos();
        RecordedThread thread = event.getThread();
        if (thread != null) {
            sum += thread.getId();
            String name = thread.getJavaName();
            sum += name == null ? 0 : name.length();
        }
        RecordedStackTrace stack = event.getStackTrace();
        if (stack != null) {
            sum += stack.getFrames().size();
        }
    }
}
