package dev.jfrtrace.bridge.convert;

import dev.jfrtrace.bridge.collect.Collector;
import dev.jfrtrace.bridge.convert.Progress.Phase;
import dev.jfrtrace.bridge.source.Chunk;
import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.source.ChunkWalk;
import dev.jfrtrace.bridge.source.Gap;
import dev.jfrtrace.bridge.source.RecordingException;
import dev.jfrtrace.bridge.source.RecordingFiles;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads all chunks of a recording, and notes what is lost. */
final class Reading {
    private final RecordingFiles files;
    private final Collector collector;
    private final ConvertOptions options;
    private final List<String> warnings = new ArrayList<>();
    private final List<LostPart> lost = new ArrayList<>();
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
        long total = walk.chunks().stream().mapToLong(Chunk::length).sum();
        long before = 0;
        for (Chunk chunk : walk.chunks()) {
            long done = before;
            read(chunk, done, total);
            before += chunk.length();
            options.progress().at(Phase.READING, before, total);
        }
        walk.rest().forEach(this::note);
        lost.forEach(part -> warnings.add(part + "."));
        collector.joinRecorders();
        oddities.addAllOf(collector.jvms());
        oddities.all().stream()
                .filter(oddity -> !oddity.isHarmless())
                .forEach(oddity -> warnings.add(oddity.toString()));
        if (collector.jvms().isEmpty()) {
            throw failure(walk);
        }
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

    private void read(Chunk chunk, long done, long total) throws IOException {
        try {
            if (!chunk.isWhole() && !options.reader().readsOn()) {
                throw new RecordingException(chunk.file(), chunk.flaw());
            }
            Collector.Collected collected =
                    collector.collect(
                            chunk, n -> options.progress().at(Phase.READING, done + n, total));
            if (collected.other() != null) {
                boolean isKept = collected.isKept();
                Chunk leftOut = isKept ? collected.other() : chunk;
                oddities.addCopy(leftOut, isKept ? chunk : collected.other());
                lost.removeIf(part -> isOf(leftOut, part));
            }
            if (!collected.isKept()) {
                return;
            }
            if (collected.losses().unread() != 0) {
                warnings.add(unread(chunk, collected.losses().unread()));
            }
            collected.losses().gaps().forEach(gap -> note(chunk, gap));
        } catch (RecordingException e) {
            firstFailure = firstFailure == null ? files.named(e) : firstFailure;
            lost.add(
                    new LostPart(
                            files.nameOf(chunk.file()),
                            chunk.offset(),
                            chunk.length(),
                            null,
                            null,
                            Map.of(),
                            e.what()));
        }
    }

    /** What a copy lacks that is left out is not lost. */
    private boolean isOf(Chunk leftOut, LostPart part) {
        long within = part.offset() - leftOut.offset();
        return part.file().equals(files.nameOf(leftOut.file()))
                && within >= 0
                && within <= leftOut.length();
    }

    private static String unread(Chunk chunk, long events) {
        return "The " + chunk + " holds " + events + " events that cannot be read.";
    }

    private void note(ChunkWalk.Rest rest) {
        lost.add(
                new LostPart(
                        files.nameOf(rest.file()),
                        rest.offset(),
                        rest.length(),
                        null,
                        null,
                        Map.of(),
                        rest.what()));
    }

    private void note(Chunk chunk, Gap gap) {
        boolean isEnd = !chunk.isWhole() && gap.offset() + gap.bytes() >= chunk.length();
        lost.add(
                new LostPart(
                        files.nameOf(chunk.file()),
                        chunk.offset() + gap.offset(),
                        gap.bytes(),
                        wall(chunk.header(), gap.fromTicks()),
                        wall(chunk.header(), gap.toTicks()),
                        gap.events(),
                        isEnd ? "the " + chunk + ": " + chunk.flaw() : "damaged"));
    }

    private static Instant wall(ChunkHeader header, long ticks) {
        if (ticks == Gap.NO_EVENT) {
            return null;
        }
        long since = header.nanos(ticks - header.startTicks());
        return Instant.ofEpochSecond(0, header.startNanos()).plusNanos(since);
    }

    /** What was wrong, as sentences. */
    List<String> warnings() {
        return warnings;
    }

    List<LostPart> lost() {
        return List.copyOf(lost);
    }

    List<Oddity> oddities() {
        return oddities.all();
    }
}
