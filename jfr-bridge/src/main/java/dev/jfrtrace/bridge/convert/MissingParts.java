package dev.jfrtrace.bridge.convert;

import dev.jfrtrace.bridge.collect.ChunkSpan;
import dev.jfrtrace.bridge.collect.JvmRecording;
import dev.jfrtrace.bridge.source.Chunk;
import dev.jfrtrace.bridge.translate.MissingPart;
import dev.jfrtrace.bridge.translate.TimeWindow;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds out which losses of a recording are whose, so that each trace tells its own. */
final class MissingParts {
    private final Reading reading;
    private final JvmRecording jvm;
    private final TimeWindow window;
    private final List<ChunkSpan> spans;
    private final List<MissingPart> all = new ArrayList<>();

    private MissingParts(Reading reading, JvmRecording jvm, TimeWindow window) {
        this.reading = reading;
        this.jvm = jvm;
        this.window = window;
        this.spans = jvm.spans();
    }

    /** What is missing of a JVM's recording within the window, in the order of time. */
    static List<MissingPart> of(JvmRecording jvm, TimeWindow window, Reading reading) {
        MissingParts parts = new MissingParts(reading, jvm, window);
        reading.lost()
                .forEach(part -> parts.add(part.file(), part.offset(), part.to(), part.what()));
        reading.oddities().stream()
                .filter(oddity -> oddity.kind() == Oddity.Kind.GAP)
                .forEach(gap -> parts.add(gap.file(), gap.offset(), gap.to(), gap.text()));
        parts.all.sort(Comparator.comparingLong(MissingPart::time));
        return parts.all;
    }

    private void add(Path file, long offset, Instant end, String what) {
        Optional<ChunkSpan> of =
                spans.stream().filter(s -> has(s.chunk(), file, offset)).findFirst();
        if (of.isPresent()) {
            long time = end == null ? of.get().to() : time(end);
            if (window.from() <= time && time <= window.to()) {
                all.add(new MissingPart(time, what));
            }
        }
    }

    private boolean has(Chunk chunk, Path file, long offset) {
        return reading.nameOf(chunk).equals(file)
                && chunk.offset() <= offset
                && offset <= chunk.offset() + chunk.length();
    }

    private long time(Instant wall) {
        Instant zero = Instant.ofEpochSecond(0, jvm.wallNanosAtZero());
        return ChronoUnit.NANOS.between(zero, wall);
    }
}
