package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.api.Preset;
import dev.jfrtrace.api.TraceFormat;
import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.api.Tracer;
import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.read.raw.Batch;
import dev.jfrtrace.encoder.read.raw.BatchReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract, kept by the engine that records this JVM. */
class JfrTracerTest extends TracerContract {
    @Override
    Tracer newTracer() {
        return new LiveTracer(new JfrEngine());
    }

    /** The first of them comes though nothing happens, and nobody stops the trace. */
    @ParameterizedTest
    @EnumSource(names = {"GO_1_22", "GO_1_26"})
    void eachUnitIsTheHeaderOneWholeBatchOrTheEndMark(TraceFormat format) throws Exception {
        tracer.startTrace(
                TraceOptions.builder(Preset.LIGHT)
                        .format(format)
                        .generation(Duration.ofMillis(10))
                        .holdBack(Duration.ZERO)
                        .build());
        byte[] header = read();
        assertHeader(header);
        List<byte[]> units = new ArrayList<>(List.of(read()));
        tracer.stopTrace(Duration.ZERO);
        units.addAll(drain());
        int endMarks = 0;
        for (byte[] unit : units) {
            endMarks += onlyBatch(header, unit).startsWith(EventType.END_OF_GENERATION) ? 1 : 0;
        }
        assertThat(endMarks > 0).isEqualTo(format == TraceFormat.GO_1_26);
        assertThat(units).hasSizeGreaterThan(endMarks);
    }

    private static Batch onlyBatch(byte[] header, byte[] unit) throws IOException {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(header);
        both.writeBytes(unit);
        BatchReader reader = new BatchReader(new ByteArrayInputStream(both.toByteArray()));
        Batch batch = reader.next();
        assertThat(batch.endOffset()).isEqualTo(both.size());
        assertThat(reader.next()).isNull();
        return batch;
    }
}
