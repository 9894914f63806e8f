package dev.jfrtrace.bridge.convert;

import dev.jfrtrace.bridge.collect.ChunkSpan;
import dev.jfrtrace.bridge.collect.JvmRecording;
import dev.jfrtrace.bridge.source.Chunk;
import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.translate.MissingPart;
import dev.jfrtrace.bridge.translate.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** Finds out which losses of a recording are whose, so that each trace tells its own. */
final class MissingParts {
    /** Further away than any recording is long. */
    private static final long FAR_DAYS = 10_000;

    /** JFR's chunks follow one another without a pause. */
    private static final long BESIDE = 200_000_000;

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
        reading.losses().forEach(parts::add);
        reading.oddities().stream()
                .filter(oddity -> oddity.kind() == Oddity.Kind.GAP)
                .forEach(parts::add);
        parts.all.sort(Comparator.comparingLong(MissingPart::time));
        return parts.all;
    }

    private void add(Oddity gap) {
        spanOf(chunk -> isAt(chunk, gap)).ifPresent(span -> add(time(gap.to()), gap.text()));
    }

    private boolean isAt(Chunk chunk, Oddity oddity) {
        return chunk.offset() == oddity.offset() && reading.nameOf(chunk).equals(oddity.file());
    }

    private void add(Reading.Loss loss) {
        String what = loss.part().what();
        Instant end = loss.part().to();
        Optional<ChunkSpan> of = spanOf(chunk -> chunk.equals(loss.chunk()));
        if (of.isPresent()) {
            // A chunk may have begun earlier, and go on for longer, than what is shown of it.
            add(end == null ? of.get().to() : time(end), what);
        } else if (loss.chunk() == null) {
            addRest(loss.part());
        } else if (!isOfAnother(loss.chunk())) {
            addNobodys(loss.chunk().header(), end, what);
        }
    }

    /**
     * A chunk of which only the header can be read, or that is another recorder's, is its JVM's
     * that recorded next to it.
     *
     * @param until where what is lost ends; {@code null} for the chunk's end
     */
    private void addNobodys(ChunkHeader header, Instant until, String what) {
        Instant start = Instant.ofEpochSecond(0, header.startNanos());
        Instant end = until == null ? start.plusNanos(header.durationNanos()) : until;
        boolean isBeside = distance(jvm, start) <= BESIDE || distance(jvm, end) <= BESIDE;
        if (isBeside && isNearest(other -> distance(other, end))) {
            add(time(end), what);
        }
    }

    /** What is no chunk may have been one, if it lies beside others. */
    private void addRest(LostPart rest) {
        boolean isBeside = distance(jvm, rest) < Long.MAX_VALUE;
        if (isBeside && isNearest(other -> distance(other, rest))) {
            add(endBefore(rest), rest.what());
        }
    }

    private Optional<ChunkSpan> spanOf(Predicate<Chunk> isIt) {
        return spans.stream().filter(span -> isIt.test(span.chunk())).findFirst();
    }

    private boolean isOfAnother(Chunk chunk) {
        return reading.jvms().stream()
                .flatMap(other -> other.spans().stream())
                .anyMatch(span -> span.chunk().equals(chunk));
    }

    /** Of what no JVM says that it is its own, the JVM is taken of which something lies nearby. */
    private boolean isNearest(ToLongFunction<JvmRecording> distance) {
        return reading.jvms().stream().min(Comparator.comparingLong(distance)).orElseThrow() == jvm;
    }

    private long distance(JvmRecording other, LostPart part) {
        return other.spans().stream()
                .filter(span -> reading.nameOf(span.chunk()).equals(part.file()))
                .mapToLong(span -> Math.abs(span.chunk().offset() - part.offset()))
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private static long distance(JvmRecording other, Instant wall) {
        long time = time(other, wall);
        return Math.max(0, Math.max(JvmRecording.START - time, time - other.endTime()));
    }

    /** When the last chunk ends that lies before a part of the same file. */
    private long endBefore(LostPart part) {
        return spans.stream()
                .filter(span -> reading.nameOf(span.chunk()).equals(part.file()))
                .filter(span -> span.chunk().offset() < part.offset())
                .max(Comparator.comparingLong(span -> span.chunk().offset()))
                .map(ChunkSpan::to)
                .orElse(JvmRecording.START);
    }

    private void add(long behind, String what) {
        long time = Math.max(JvmRecording.START, Math.min(behind, jvm.endTime()));
        if (window.from() <= time && time <= window.to()) {
            all.add(new MissingPart(time, what));
        }
    }

    private long time(Instant wall) {
        return time(jvm, wall);
    }

    private static long time(JvmRecording jvm, Instant wall) {
        Instant zero = Instant.ofEpochSecond(0, jvm.wallNanosAtZero());
        // The header of a damaged chunk may name any time.
        long days = Math.max(-FAR_DAYS, Math.min(zero.until(wall, ChronoUnit.DAYS), FAR_DAYS));
        return Math.abs(days) == FAR_DAYS
                ? Duration.ofDays(days).toNanos()
                : zero.until(wall, ChronoUnit.NANOS);
    }
}
