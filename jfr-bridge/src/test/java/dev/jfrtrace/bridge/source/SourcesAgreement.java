package dev.jfrtrace.bridge.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.Recordings;
import dev.jfrtrace.bridge.convert.ConversionReport;
import dev.jfrtrace.bridge.convert.ConvertOptions;
import dev.jfrtrace.bridge.convert.JfrToTrace;
import dev.jfrtrace.bridge.convert.Reader;
import dev.jfrtrace.bridge.convert.TraceReport;
import dev.jfrtrace.bridge.source.chunk.ChunkSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.EventType;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordingFile;

/** Our reader and the JDK's, side by side on a recording. */
public final class SourcesAgreement {
    /** Fields within fields, so deep; types recur. */
    private static final int DEPTH = 3;

    private SourcesAgreement() {}

    /** Both hand out the same events, and all that can be asked of each is the same. */
    public static void assertEvents(Path recording, Path folder) throws IOException {
        for (Chunk chunk : ChunkWalk.of(recording).chunks()) {
            Path alone = Recordings.alone(chunk, folder);
            EventLines jdk = new EventLines(paths(alone));
            EventLines own = new EventLines(paths(alone));
            Files.delete(alone);
            assertThat(new JdkSource().read(chunk, jdk)).isEqualTo(Losses.NONE);
            assertThat(new ChunkSource().read(chunk, own)).isEqualTo(Losses.NONE);
            assertThat(own.types).containsExactlyInAnyOrderElementsOf(jdk.types);
            assertThat(jdk.events).isNotEmpty();
            assertThat(own.events).hasSameSizeAs(jdk.events);
            for (int i = 0; i < jdk.events.size(); i++) {
                assertThat(own.events.get(i)).as("event %d", i).isEqualTo(jdk.events.get(i));
            }
        }
    }

    /** Both make the same traces, byte for byte, and reports with the same figures. */
    public static void assertTraces(Path recording, Path folder) throws IOException {
        ConversionReport jdk = convert(recording, folder.resolve("jdk.trace"), Reader.JDK);
        ConversionReport own = convert(recording, folder.resolve("own.trace"), Reader.OWN);
        assertThat(own.jvms()).isEqualTo(jdk.jvms()).isPositive();
        assertThat(own.warnings()).isEqualTo(jdk.warnings());
        for (int i = 0; i < jdk.jvms(); i++) {
            TraceReport of = own.traces().get(i);
            assertThat(of.path()).hasSameBinaryContentAs(jdk.traces().get(i).path());
            assertThat(of.events()).isEqualTo(jdk.traces().get(i).events());
            assertThat(of.jvm()).isEqualTo(jdk.traces().get(i).jvm());
        }
    }

    private static ConversionReport convert(Path recording, Path out, Reader reader)
            throws IOException {
        return JfrToTrace.convert(recording, out, ConvertOptions.builder().reader(reader).build());
    }

    private static Map<String, List<String>> paths(Path alone) throws IOException {
        Map<String, List<String>> all = new HashMap<>();
        try (RecordingFile file = new RecordingFile(alone)) {
            for (EventType type : file.readEventTypes()) {
                List<String> paths = new ArrayList<>(List.of("noSuchField", "no.such.field"));
                add(paths, "", type.getFields(), 0);
                all.put(type.getName(), paths);
            }
        }
        return all;
    }

    private static void add(
            List<String> paths, String prefix, List<ValueDescriptor> fields, int depth) {
        for (ValueDescriptor field : fields) {
            paths.add(prefix + field.getName());
            if (depth < DEPTH && !field.isArray()) {
                add(paths, prefix + field.getName() + ".", field.getFields(), depth + 1);
            }
        }
    }
}
