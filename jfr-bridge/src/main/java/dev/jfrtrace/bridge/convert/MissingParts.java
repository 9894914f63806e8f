package dev.jfrtrace.bridge.convert;

import dev.jfrtrace.bridge.collect.ChunkSpan;
import dev.jfrtrace.bridge.collect.JvmRecording;
import dev.jfrtrace.bridge.source.Chunk;
import dev.jfrtrace.bridge.translate.MissingPart;
import dev.jfrtrace.bridge.translate.TimeWindow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

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
        for (Reading.Loss loss : reading.losses()) {
            parts.add(chunk -> chunk.equals(loss.chunk()), loss.part().to(), loss.part().what());
        }
        reading.oddities().stream()
                .filter(oddity -> oddity.kind() == Oddity.Kind.GAP)
                .forEach(gap -> parts.add(parts.isAt(gap), gap.to(), gap.text()));
        parts.all.sort(Comparator.comparingLong(MissingPart::time));
        return parts.all;
    }

    private Predicate<Chunk> isAt(Oddity oddity) {
        return chunk ->
                chunk.offset() == oddity.offset() && reading.nameOf(chunk).equals(oddity.file());
    }

    private void add(Predicate<Chunk> isOf, Instant end, String what) {
        Optional<ChunkSpan> of = spans.stream().filter(s -> isOf.test(s.chunk())).findFirst();
        if (of.isPresent()) {
            // A chunk may have begun earlier, and go on for longer, than what is shown of it.
            long told = end == null ? of.get().to() : time(end);
            long time = Math.max(JvmRecording.START, Math.min(told, jvm.endTime()));
            if (window.from() <= time && time <= window.to()) {
                all.add(new MissingPart(time, what));
            }
        }
    }

    private long time(Instant wall) {
        Instant zero = Instant.ofEpochSecond(0, jvm.wallNanosAtZero());
        return ChronoUnit.NANOS.between(zero, wall);
    }
}
