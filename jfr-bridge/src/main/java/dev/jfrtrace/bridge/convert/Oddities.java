package dev.jfrtrace.bridge.convert;

import dev.jfrtrace.bridge.collect.ChunkSpan;
import dev.jfrtrace.bridge.collect.JvmRecording;
import dev.jfrtrace.bridge.convert.Oddity.Kind;
import dev.jfrtrace.bridge.source.Chunk;
import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.source.RecordingFiles;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Finds what is odd about the chunks of a recording: their order, what is missing between them,
 * what is there twice. Chunks of a JVM follow one another without a pause, as long as it records.
 */
final class Oddities {
    /** HotSpot's chunks join to the nanosecond; others' may not, nor do those with odd clocks. */
    private static final long SEAM = 10_000_000;

    /** Profilers that write a chunk in a quarter of an hour take a while to do so. */
    private static final long SEAMS_IN_CHUNK = 1_000;

    /** Clocks that are put right by less are no news. */
    private static final long LEAST_SLEEP = 2_000_000_000;

    /** Nor are they by two percent of a chunk: ticks do not keep time any better. */
    private static final long SLEEPS_IN_CHUNK = 50;

    /** A report is read by people, who need no more examples than that. */
    private static final int MOST_OF_A_KIND = 3;

    private final RecordingFiles files;
    private final List<Oddity> all = new ArrayList<>();

    Oddities(RecordingFiles files) {
        this.files = files;
    }

    /** A chunk was left out for another one that is the same, and has as many events or more. */
    void addCopy(Chunk leftOut, Chunk kept) {
        ChunkHeader header = leftOut.header();
        Instant from = Instant.ofEpochSecond(0, header.startNanos());
        boolean isElsewhere = !kept.file().equals(leftOut.file());
        String of = kept + (isElsewhere ? " of " + files.nameOf(kept.file()) : "");
        add(
                Kind.COPY,
                leftOut,
                from,
                from.plusNanos(Math.max(0, header.durationNanos())),
                "a copy of the " + of + ", and left out");
    }

    /** All chunks have been read: looks at those of each JVM. */
    void addAllOf(List<JvmRecording> jvms) {
        for (JvmRecording jvm : jvms) {
            List<ChunkSpan> spans = jvm.spans();
            if (jvm != jvms.get(0)) {
                addJoined(jvm, spans.get(0));
            }
            spans.forEach(span -> addFlags(jvm, span));
            addClock(jvm, spans);
            addDisorder(jvm, spans);
            addSeams(jvm, spans);
            addSleep(jvm, spans);
        }
    }

    private void addJoined(JvmRecording jvm, ChunkSpan first) {
        String name = jvm.identity() == null ? "an unidentified one" : jvm.identity();
        add(Kind.JOINED, jvm, first, "here another JVM begins: " + name);
    }

    private void addFlags(JvmRecording jvm, ChunkSpan span) {
        int flags = span.chunk().header().unknownFlags();
        if (flags != 0) {
            String hex = "0x" + Integer.toHexString(flags);
            add(Kind.FLAGS, jvm, span, "its header has flags of unknown meaning (" + hex + ")");
        }
    }

    /** All times of the trace come from the ticks, as those of the JDK's tools do. */
    private void addClock(JvmRecording jvm, List<ChunkSpan> spans) {
        double rate = jvm.tickRate();
        if (rate != 1) {
            String text =
                    "its ticks run %.2f times as fast as the wall clock: all times may be wrong by"
                            + " that factor, here and in the JDK's tools";
            add(Kind.CLOCK, jvm, spans.get(0), String.format(Locale.ROOT, text, rate));
        }
    }

    /** While a machine sleeps the ticks stand still; a clock that is set leaves them alone. */
    private void addSleep(JvmRecording jvm, List<ChunkSpan> spans) {
        double rate = jvm.tickRate();
        for (ChunkSpan span : spans) {
            long byWall = span.chunk().header().durationNanos();
            long further = byWall - (long) ((span.to() - span.from()) / rate);
            boolean isNews = Math.abs(further) > Math.max(LEAST_SLEEP, byWall / SLEEPS_IN_CHUNK);
            if (span.chunk().isWhole() && byWall > 0 && isNews) {
                add(Kind.SLEPT, jvm, span, further > 0 ? slept(further) : setBack(-further));
            }
        }
    }

    private static String slept(long further) {
        return "the wall clock advanced "
                + seconds(further)
                + " s more than the JVM's ticks while it was written: the machine slept, or its"
                + " clock was set; the trace does not contain that time, and everything after it is"
                + " dated earlier by that much";
    }

    private static String setBack(long lessFar) {
        return "the wall clock advanced "
                + seconds(lessFar)
                + " s less than the JVM's ticks while it was written: the clock was set back, then"
                + " or before; everything after it is dated later by that much";
    }

    private void addDisorder(JvmRecording jvm, List<ChunkSpan> spans) {
        long latest = Long.MIN_VALUE;
        for (ChunkSpan span : spans) {
            if (span.from() < latest) {
                String text =
                        "begins at " + wall(jvm, span.from()) + ", before a chunk in front of";
                add(Kind.OUT_OF_ORDER, jvm, span, text + " it; it was put in its place");
            }
            latest = Math.max(latest, span.from());
        }
    }

    private void addSeams(JvmRecording jvm, List<ChunkSpan> spans) {
        ChunkSpan before = null;
        for (ChunkSpan span : sorted(spans)) {
            long apart = before == null || areJoined(before, span) ? 0 : span.from() - before.to();
            if (apart > seamBehind(before) && before.chunk().isWhole()) {
                addGap(jvm, before, span);
            } else if (-apart > seamBehind(before)) {
                addOverlap(jvm, before, span);
            }
            before = before == null || span.to() > before.to() ? span : before;
        }
    }

    /** Small faults of the ticks are no gaps. */
    private static boolean areJoined(ChunkSpan before, ChunkSpan span) {
        return before.chunk().header().isFollowedBy(span.chunk().header());
    }

    private static long seamBehind(ChunkSpan chunk) {
        return chunk == null ? SEAM : Math.max(SEAM, (chunk.to() - chunk.from()) / SEAMS_IN_CHUNK);
    }

    private static List<ChunkSpan> sorted(List<ChunkSpan> spans) {
        return spans.stream().sorted(Comparator.comparingLong(ChunkSpan::from)).toList();
    }

    private void addGap(JvmRecording jvm, ChunkSpan before, ChunkSpan span) {
        Instant from = wall(jvm, before.to());
        Instant to = wall(jvm, span.from());
        String text =
                ("nothing covers the %s s before it, from %s to %s: a chunk is missing, or the"
                                + " JVM did not record")
                        .formatted(seconds(span.from() - before.to()), from, to);
        add(Kind.GAP, span.chunk(), from, to, text);
    }

    private void addOverlap(JvmRecording jvm, ChunkSpan before, ChunkSpan span) {
        Instant from = wall(jvm, span.from());
        Instant to = wall(jvm, Math.min(before.to(), span.to()));
        String text =
                "covers %s s from %s on that the %s covers, too; both are shown completely"
                        .formatted(
                                seconds(Math.min(before.to(), span.to()) - span.from()),
                                from,
                                before.chunk());
        add(Kind.OVERLAP, span.chunk(), from, to, text);
    }

    private static String seconds(long nanos) {
        return BigDecimal.valueOf(nanos, 9).setScale(3, RoundingMode.HALF_UP).toString();
    }

    private static Instant wall(JvmRecording jvm, long time) {
        return Instant.ofEpochSecond(0, jvm.wallNanosAtZero()).plusNanos(time);
    }

    private void add(Kind kind, JvmRecording jvm, ChunkSpan span, String text) {
        add(kind, span.chunk(), wall(jvm, span.from()), wall(jvm, span.to()), text);
    }

    private void add(Kind kind, Chunk chunk, Instant from, Instant to, String text) {
        all.add(new Oddity(kind, files.nameOf(chunk.file()), chunk.offset(), from, to, text));
    }

    /** Those that are no good sign, as sentences; of many of a kind the first and their number. */
    List<String> warnings() {
        List<String> sentences = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            List<Oddity> of = all.stream().filter(odd -> odd.kind() == kind).toList();
            if (of.isEmpty() || of.get(0).isHarmless()) {
                continue;
            }
            int told = of.size() > MOST_OF_A_KIND + 1 ? MOST_OF_A_KIND : of.size();
            of.subList(0, told).forEach(odd -> sentences.add(odd.toString()));
            if (told < of.size()) {
                sentences.add(
                        "The same holds for "
                                + (of.size() - told)
                                + " more chunks: "
                                + kind.meaning()
                                + ".");
            }
        }
        return sentences;
    }

    /** In the order in which they were found. */
    List<Oddity> all() {
        return List.copyOf(all);
    }
}
