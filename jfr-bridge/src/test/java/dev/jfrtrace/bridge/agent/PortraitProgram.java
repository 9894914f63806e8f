package dev.jfrtrace.bridge.agent;

import dev.jfrtrace.bridge.Script;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;

/**
 * Tells, whenever it is asked, what can be seen of its JVM from within: its threads, properties,
 * open files, recordings and their settings, and whether there are hooks.
 */
final class PortraitProgram {
    static final String END = "that is all";
    static final String OWN = "own";
    static final String SECRETIVE = "secretive";

    /** What a JVM gets that was attached to, by whomever, and of its own accord. */
    private static final List<String> OF_THE_JVM =
            List.of("Attach Listener", "Signal Dispatcher", "Notification Thread");

    private PortraitProgram() {}

    /**
     * With the word {@link #OWN} it has a recording of its own, and with {@link #SECRETIVE} nobody
     * gets to know its properties.
     */
    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals(SECRETIVE)) {
            System.setProperties(new SecretProperties(System.getProperties()));
        }
        if (args.length > 0 && args[0].equals(OWN)) {
            Recording recording = new Recording();
            recording.setName(OWN);
            recording.enable("jdk.ThreadPark").withThreshold(Duration.ofMillis(7));
            recording.setMaxSize(12_345_678);
            recording.start();
        }
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("hooks")) {
                System.out.println("hooks: " + hookedEvents());
            } else {
                portrait().forEach(System.out::println);
            }
            System.out.println(END);
        }
    }

    /** Told one by one, and not all at once, as whoever attaches asks for them. */
    private static final class SecretProperties extends Properties {
        private static final long serialVersionUID = 1;

        SecretProperties(Properties properties) {
            putAll(properties);
        }

        @Override
        public Set<String> stringPropertyNames() {
            throw new IllegalStateException("injected");
        }
    }

    private static TreeSet<String> portrait() throws IOException {
        TreeSet<String> portrait = new TreeSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!OF_THE_JVM.contains(thread.getName())) {
                portrait.add("thread " + thread.getName());
            }
        }
        Properties properties = System.getProperties();
        properties.forEach((name, value) -> portrait.add("property " + name + "=" + value));
        addFiles(portrait);
        if (FlightRecorder.isInitialized()) {
            addRecorder(portrait);
        }
        return portrait;
    }

    private static void addFiles(TreeSet<String> portrait) throws IOException {
        Path open = Path.of("/proc/self/fd");
        if (!Files.isDirectory(open)) {
            return;
        }
        try (Stream<Path> files = Files.list(open)) {
            for (Path file : files.toList()) {
                if (Files.isSymbolicLink(file)) {
                    portrait.add("file " + name(Files.readSymbolicLink(file).toString()));
                }
            }
        }
    }

    /** JFR begins another one whenever a recording starts or stops. */
    private static String name(String file) {
        return file.replaceFirst("\\d+:\\[.*|\\[\\d+\\]", "")
                .replaceFirst("[\\d_]+\\.jfr$", "CHUNK");
    }

    private static void addRecorder(TreeSet<String> portrait) {
        for (Recording recording : FlightRecorder.getFlightRecorder().getRecordings()) {
            portrait.add(
                    "recording "
                            + recording.getName()
                            + " "
                            + recording.getState()
                            + " "
                            + recording.getMaxSize());
            recording
                    .getSettings()
                    .forEach((name, value) -> portrait.add("setting " + name + "=" + value));
        }
        for (EventType type : FlightRecorder.getFlightRecorder().getEventTypes()) {
            if (type.isEnabled()) {
                portrait.add("enabled " + type.getName());
            }
        }
    }

    /** How many events the hooks make of what this does. */
    private static long hookedEvents() throws Exception {
        Path file = Files.createTempFile("hooked", ".jfr");
        try (Recording recording = new Recording()) {
            for (String event :
                    List.of("Unpark", "Interrupt", "VirtualThreadPark", "VirtualThreadRun")) {
                recording.enable("dev.jfrtrace." + event);
            }
            recording.enable("dev.jfrtrace.VirtualThreadRunnable");
            recording.start();
            new Thread(() -> {}).interrupt();
            LockSupport.unpark(Thread.currentThread());
            if (Script.hasVirtualThreads()) {
                Script.startVirtual("virtual", () -> LockSupport.parkNanos(1)).join();
            }
            recording.stop();
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().startsWith("dev.jfrtrace"))
                    .count();
        } finally {
            Files.delete(file);
        }
    }
}
