package dev.jfrtrace.bridge.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;

/** An agent some of whose events cannot be made, once the hooks are ready. */
enum BrokenAgent {
    UNPARK("Unpark", "Thread target;"),
    INTERRUPT("Interrupt", "Thread target;"),
    PARK("VirtualThreadPark", "Class<?> parkedClass;"),
    RUN("VirtualThreadRun", "Thread virtualThread; String state;"),
    RUNNABLE("VirtualThreadRunnable", "Thread virtualThread; boolean starts;"),
    RESET("WriterReset", "");

    static final String THROW = "throw new Error(\"injected\");";

    private static final String SOURCE =
            """
            package dev.jfrtrace.bridge.agent.boot;
            @jdk.jfr.Name("dev.jfrtrace.EVENT")
            public final class EVENT extends jdk.jfr.Event {
                public static final String NAME = "dev.jfrtrace.EVENT";
                static int made;
                static int depth;
                FIELDS
                EVENT() {
                    if (++made == 101 || made > 101 && (depth > 0 || IS_ALWAYS)) {
                        INJECTED
                    }
                }
            }
            """;

    private final String event;
    private final String fields;

    BrokenAgent(String event, String fields) {
        this.event = event;
        this.fields = fields;
    }

    private Path source(Path folder, String injected) throws IOException {
        Path source = folder.resolve(event + ".java");
        return Files.writeString(
                source,
                SOURCE.replace("EVENT", event)
                        .replace("FIELDS", fields)
                        .replace("INJECTED", injected)
                        .replace("IS_ALWAYS", String.valueOf(injected.equals(THROW))));
    }

    /**
     * Makes its jar.
     *
     * @param injected a statement that makes the event's constructor fail
     */
    static Path jar(Path folder, String injected, BrokenAgent... events) throws IOException {
        Path own = Files.createTempDirectory(folder, "broken");
        Path classes = Files.createDirectory(own.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of("-d", classes.toString()));
        for (BrokenAgent event : events) {
            arguments.add(event.source(own, injected).toString());
        }
        int compiled =
                ToolProvider.findFirst("javac")
                        .orElseThrow()
                        .run(System.out, System.err, arguments.toArray(new String[0]));
        assertThat(compiled).as(Arrays.toString(events)).isZero();
        return AgentJar.make(own, classes);
    }
}
