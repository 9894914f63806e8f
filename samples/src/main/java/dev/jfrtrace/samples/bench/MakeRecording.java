package dev.jfrtrace.samples.bench;

import dev.jfrtrace.samples.bench.Arguments.UsageException;
import dev.jfrtrace.samples.workload.RecordingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;

/**
 * Makes a recording of a wanted size from threads that are really busy, with JFR's usual chunk
 * size: {@code MakeRecording OUT.jfr [MEGABYTES]}.
 */
public final class MakeRecording {
    private static final int DEFAULT_MEGABYTES = 60;
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private MakeRecording() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        try {
            Arguments arguments = Arguments.parse(args, 1, 2, Set.of());
            String megabytes = arguments.value(1, Integer.toString(DEFAULT_MEGABYTES));
            run(Path.of(arguments.value(0, null)), (long) Arguments.number(megabytes) << 20);
        } catch (UsageException e) {
            System.err.println(e.getMessage());
            System.err.println("usage: MakeRecording OUT.jfr [MEGABYTES]");
            System.exit(2);
        }
    }

    private static void run(Path out, long bytes) throws IOException, InterruptedException {
        Files.createDirectories(out.toAbsolutePath().getParent());
        long start = System.nanoTime();
        record(out, bytes);
        System.out.printf(
                "%s: %.1f MB in %d s%n",
                out,
                Files.size(out) / (double) (1 << 20),
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
    }

    private static void record(Path out, long bytes) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("jfrtrace-bench-");
        try (Recording recording = new Recording()) {
            recording.setSettings(RecordingSettings.timeline());
            recording.start();
            try (BusyServer server = BusyServer.start(directory)) {
                while (sizeSoFar(recording) < bytes) {
                    server.await(POLL_NANOS);
                }
            }
            recording.stop();
            recording.dump(out);
        } finally {
            TempDirectories.delete(directory);
        }
    }

    /**
     * What the recording has on disk. JFR itself counts finished chunks only, some seconds late;
     * its directory, where it tells it, holds the one that grows too.
     */
    private static long sizeSoFar(Recording recording) throws IOException {
        String repository = System.getProperty("jdk.jfr.repository");
        if (repository == null) {
            return recording.getSize();
        }
        return TempDirectories.size(Path.of(repository), "*.jfr");
    }
}
