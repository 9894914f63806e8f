package dev.jfrtrace.bridge.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;

/** Small recordings. */
public final class Fixtures {
    /** Parts of the names of threads in {@link #recording}. */
    public static final String SLEEPER = "cli-sleeper-1";

    public static final String WORKER = "cli-worker-1";

    private static final int ROUNDS = 20;
    private static byte[] recorded;

    private Fixtures() {}

    @Name("cli.Step")
    private static final class StepEvent extends Event {}

    /** Copies a recording of this very JVM, with two threads that sleep and step, to a path. */
    public static synchronized Path recording(Path to) {
        try {
            if (recorded == null) {
                recorded = Files.readAllBytes(record(to));
            }
            return Files.write(to, recorded);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path record(Path to) throws IOException, InterruptedException {
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ThreadSleep").withThreshold(Duration.ZERO).withStackTrace();
            recording.enable("jdk.ThreadStart");
            recording.enable("jdk.ThreadEnd");
            recording.enable("jdk.ActiveSetting");
            recording.enable("jdk.JVMInformation");
            recording.enable(StepEvent.class);
            recording.start();
            Thread sleeper = new Thread(Fixtures::work, SLEEPER);
            Thread worker = new Thread(Fixtures::work, WORKER);
            sleeper.start();
            worker.start();
            sleeper.join();
            worker.join();
            recording.stop();
            recording.dump(to);
        }
        return to;
    }

    private static void work() {
        for (int i = 0; i < ROUNDS; i++) {
            new StepEvent().commit();
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Two recordings of different JVMs in one file, as {@code cat} makes it. */
    public static Path joined(Path to) {
        try (InputStream other =
                Fixtures.class.getResourceAsStream("/recordings/jdk17-G1-orders.jfr")) {
            byte[] first = Files.readAllBytes(recording(to));
            byte[] second = other.readAllBytes();
            byte[] both = Arrays.copyOf(first, first.length + second.length);
            System.arraycopy(second, 0, both, first.length, second.length);
            return Files.write(to, both);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
