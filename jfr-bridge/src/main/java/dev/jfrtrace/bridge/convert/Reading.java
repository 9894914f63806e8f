package dev.jfrtrace.bridge.convert;

import dev.jfrtrace.bridge.collect.Collector;
import dev.jfrtrace.bridge.collect.JvmRecording;
import dev.jfrtrace.bridge.parallel.Result;
import dev.jfrtrace.bridge.parallel.Workers;
import dev.jfrtrace.bridge.source.Chunk;
import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.source.ChunkWalk;
import dev.jfrtrace.bridge.source.Gap;
import dev.jfrtrace.bridge.source.RecordingException;
import dev.jfrtrace.bridge.source.RecordingFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** Reads all chunks of a recording, and notes what is lost. */
final class Reading {
    /** Chunks have 12 MB, as a rule; larger ones are read one by one, to keep memory bounded. */
    private static final long LARGE = 64 << 20;

    private static final String DAMAGED = "damaged";

    /** A chunk that is being read, or waits for it. */
    private record Begun(Chunk chunk, Result<Collector.Collected> result) {}

    /** Something lost, and the chunk it is of; {@code null} for what is of none. */
    record Loss(Chunk chunk, LostPart part) {}

    private final RecordingFiles files;
    private final Collector collector;
    private final ConvertOptions options;
    private final List<String> warnings = new ArrayList<>();
    private final List<Loss> losses = new ArrayList<>();

    /** Of each chunk that holds some, how many events cannot be read. */
    private final Map<Chunk, Long> unread = new LinkedHashMap<>();

    private final Oddities oddities;
    private RecordingException firstFailure;

    Reading(RecordingFiles files, Collector collector, ConvertOptions options) {
        this.files = files;
        this.collector = collector;
        this.options = options;
        this.oddities = new Oddities(files);
    }

    /**
     * Reads them.
     *
     * @throws RecordingException when nothing can be had from any
     */
    void run() throws IOException {
        ChunkWalk walk = walk();
        ProgressMeter meter = new ProgressMeter(walk.chunks(), options.progress());
        try (Workers workers = new Workers(jobs(walk.chunks()))) {
            Queue<Begun> begun = new ArrayDeque<>();
            for (Chunk chunk : walk.chunks()) {
                begun.add(new Begun(chunk, workers.start(reading(chunk, meter)::run)));
                if (begun.size() > workers.count()) {
                    finish(begun.poll(), meter);
                }
            }
            while (!begun.isEmpty()) {
                finish(begun.poll(), meter);
            }
        }
        walk.rest().forEach(this::note);
        unread.forEach((chunk, events) -> warnings.add(unread(chunk, events)));
        losses.forEach(loss -> warnings.add(loss.part() + "."));
        collector.joinRecorders();
        oddities.addAllOf(collector.jvms());
        warnings.addAll(oddities.warnings());
        if (collector.jvms().isEmpty()) {
            throw failure(walk);
        }
        if (!losses.isEmpty() && collector.jvms().stream().allMatch(j -> j.read().isEmpty())) {
            throw new RecordingException(
                    files.nameOf(walk.chunks().get(0).file()), "no event can be read: " + why());
        }
    }

    /** What is wrong with a chunk as a whole says more than that something in it is. */
    private String why() {
        return losses.stream()
                .map(loss -> loss.part().why())
                .filter(why -> !why.equals(DAMAGED))
                .findFirst()
                .orElse(DAMAGED);
    }

    /** A chunk's constants are in memory while it is read: of large chunks, those of one. */
    private int jobs(List<Chunk> chunks) {
        return chunks.stream().anyMatch(chunk -> chunk.length() > LARGE) ? 1 : options.jobs();
    }

    private Collector.Reading reading(Chunk chunk, ProgressMeter meter) {
        if (!chunk.isWhole() && !options.reader().readsOn()) {
            return () -> {
                throw new RecordingException(chunk.file(), chunk.flaw());
            };
        }
        return collector.reading(chunk, meter.of(chunk));
    }

    /** What is wrong first in the file is most likely what is wrong with it. */
    private RecordingException failure(ChunkWalk walk) {
        boolean isFirst = walk.rest().isEmpty() || walk.rest().get(0).offset() > 0;
        return isFirst
                ? firstFailure
                : new RecordingException(
                        files.nameOf(walk.rest().get(0).file()), walk.rest().get(0).what());
    }

    private ChunkWalk walk() throws IOException {
        try {
            return files.walk();
        } catch (RecordingException e) {
            throw files.named(e);
        }
    }

    /** Joins a chunk once it has been read: in the order of the file, and on this thread. */
    private void finish(Begun begun, ProgressMeter meter) throws IOException {
        join(begun.chunk, begun.result, meter);
        meter.finish(begun.chunk);
    }

    private void join(Chunk chunk, Result<Collector.Collected> result, ProgressMeter meter)
            throws IOException {
        try {
            Collector.Collected collected = result.get(meter::tell);
            Collector.Joined joined = collector.join(collected);
            if (joined.other() != null) {
                noteCopy(chunk, joined);
            }
            if (!joined.isKept()) {
                return;
            }
            if (collected.losses().unread() != 0) {
                unread.put(chunk, collected.losses().unread());
            }
            collected.losses().gaps().forEach(gap -> note(chunk, gap));
        } catch (RecordingException e) {
            firstFailure = firstFailure == null ? files.named(e) : firstFailure;
            LostPart all =
                    new LostPart(
                            nameOf(chunk),
                            chunk.offset(),
                            chunk.length(),
                            null,
                            null,
                            Map.of(),
                            e.what());
            losses.add(new Loss(chunk, all));
        }
    }

    private void noteCopy(Chunk chunk, Collector.Joined joined) {
        Chunk leftOut = joined.isKept() ? joined.other() : chunk;
        oddities.addCopy(leftOut, joined.isKept() ? chunk : joined.other());
        // What a copy lacks that is left out is not lost.
        losses.removeIf(loss -> leftOut.equals(loss.chunk()));
        unread.remove(leftOut);
    }

    private static String unread(Chunk chunk, long events) {
        String which = events == 1 ? " event" : " events";
        return "The " + chunk + " holds " + events + which + " of a type that it does not tell.";
    }

    private void note(ChunkWalk.Rest rest) {
        LostPart part =
                new LostPart(
                        files.nameOf(rest.file()),
                        rest.offset(),
                        rest.length(),
                        null,
                        null,
                        Map.of(),
                        rest.what());
        losses.add(new Loss(null, part));
    }

    private void note(Chunk chunk, Gap gap) {
        boolean isEnd = !chunk.isWhole() && gap.offset() + gap.bytes() >= chunk.length();
        LostPart part =
                new LostPart(
                        nameOf(chunk),
                        chunk.offset() + gap.offset(),
                        gap.bytes(),
                        wall(chunk.header(), gap.fromTicks()),
                        wall(chunk.header(), gap.toTicks()),
                        gap.events(),
                        isEnd ? "the " + chunk + ": " + chunk.flaw() : DAMAGED);
        losses.add(new Loss(chunk, part));
    }

    private static Instant wall(ChunkHeader header, long ticks) {
        if (ticks == Gap.NO_EVENT) {
            return null;
        }
        long since = header.nanos(ticks - header.startTicks());
        return Instant.ofEpochSecond(0, header.startNanos()).plusNanos(since);
    }

    /** How reports call the file of a chunk. */
    Path nameOf(Chunk chunk) {
        return files.nameOf(chunk.file());
    }

    /** What was wrong, as sentences. */
    List<String> warnings() {
        return warnings;
    }

    List<LostPart> lost() {
        return losses.stream().map(Loss::part).toList();
    }

    /** The same, with the chunks that they are of. */
    List<Loss> losses() {
        return List.copyOf(losses);
    }

    /** The JVMs of which something could be read. */
    List<JvmRecording> jvms() {
        return collector.jvms();
    }

    List<Oddity> oddities() {
        return oddities.all();
    }
}
