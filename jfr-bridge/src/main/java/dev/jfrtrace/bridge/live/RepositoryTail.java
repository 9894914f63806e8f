package dev.jfrtrace.bridge.live;

import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.source.RecordingException;
import dev.jfrtrace.bridge.source.chunk.ChunkTail;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Reads what a JVM records, as it flushes it: its newest chunk, and then each that comes after.
 * Files alone are looked at: no lock of JFR's is taken, which others may hold while they wait for
 * this. A chunk that is deleted while it is read is read to its end; one that is deleted before is
 * passed over. For use by one thread.
 */
final class RepositoryTail implements Closeable {
    private static final long PAUSE_NANOS = 1_000_000L;

    private final Repository repository;
    private ChunkTail chunk;
    private long lostBytes;
    private long refusedBytes;
    private long unread;

    /** Where the last chunk begins that is wanted, in ticks, once that is known. */
    private long last = Long.MAX_VALUE;

    private RepositoryTail(Repository repository, ChunkTail chunk) {
        this.repository = repository;
        this.chunk = chunk;
    }

    /**
     * Begins with the newest chunk. One is there before its header is, and gone as soon as nobody
     * wants it: both are over in a moment.
     *
     * @throws IOException when there is none after so long
     */
    static RepositoryTail ofNewest(Repository repository, long patienceNanos) throws IOException {
        return of(repository, entry -> false, patienceNanos);
    }

    /** Begins with the first chunk that is wanted, or else with the newest. */
    static RepositoryTail of(
            Repository repository, Predicate<ChunkHeader> isWanted, long patienceNanos)
            throws IOException {
        long begun = System.nanoTime();
        try (PutAside interrupts = new PutAside()) {
            while (true) {
                // A file cannot be read while the flag is set.
                interrupts.again();
                try {
                    Path file = first(repository, isWanted);
                    return new RepositoryTail(repository, ChunkTail.open(file));
                } catch (IOException e) {
                    if (System.nanoTime() - begun > patienceNanos) {
                        throw e;
                    }
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }
    }

    private static Path first(Repository repository, Predicate<ChunkHeader> isWanted)
            throws IOException {
        List<Repository.Entry> chunks = repository.chunks();
        if (chunks.isEmpty()) {
            throw new RecordingException(Path.of(repository.toString()), "holds no chunk of JFR");
        }
        return chunks.stream()
                .filter(entry -> isWanted.test(entry.header()))
                .findFirst()
                .orElse(chunks.get(chunks.size() - 1))
                .file();
    }

    /** The header of the chunk at hand. */
    ChunkHeader header() {
        return chunk.header();
    }

    /**
     * Reads what has been flushed since the last call, of one chunk.
     *
     * @return whether there was something
     * @throws RecordingException when the chunk cannot be read
     */
    boolean read(ChunkTail.Handler handler) throws IOException {
        if (chunk.isFinished() && !isAtEnd()) {
            moveOn();
        }
        return chunk.read(handler);
    }

    private void moveOn() throws IOException {
        ChunkTail next = openNext(repository.chunks(), header().startTicks());
        if (next != null) {
            close();
            chunk = next;
        }
    }

    /**
     * Opens the first chunk that is still there of those that begin behind one; {@code null} when
     * there is none. JFR deletes the oldest first, which is the one that is wanted: it may do so
     * between the look into the folder and this.
     *
     * @param chunks in the order of their ticks
     */
    static ChunkTail openNext(List<Repository.Entry> chunks, long behindTicks) throws IOException {
        for (Repository.Entry entry : chunks) {
            if (entry.header().startTicks() > behindTicks) {
                try {
                    return ChunkTail.open(entry.file());
                } catch (FileNotFoundException e) {
                    // What it held is a gap, which the pulses tell of.
                    continue;
                }
            }
        }
        return null;
    }

    /** The recording has ended: what is not finished by now is not part of it. */
    void endHere() throws IOException {
        if (last != Long.MAX_VALUE) {
            return;
        }
        long newest = Long.MIN_VALUE;
        for (Repository.Entry entry : repository.chunks()) {
            ChunkHeader header = entry.header();
            newest = header.isFinished() ? header.startTicks() : newest;
        }
        last = newest;
    }

    /** Whether all of the recording, which has ended, has been read. */
    boolean isAtEnd() {
        return chunk.isFinished() && header().startTicks() >= last;
    }

    /** What could not be read of the chunks that are done with, as a sentence, or {@code null}. */
    String damage() {
        if (lostBytes == 0 && unread == 0) {
            return null;
        }
        return "JFR's files could not be read in all: "
                + lostBytes
                + " bytes are lost, of which "
                + (lostBytes - refusedBytes)
                + " are damaged and "
                + refusedBytes
                + " too much for this JVM's heap; "
                + unread
                + " events are of types that they do not define.";
    }

    /** Lets go of the chunk at hand, which is not read again. */
    @Override
    public void close() {
        lostBytes += chunk.lostBytes();
        refusedBytes += chunk.refusedBytes();
        unread += chunk.unread();
        chunk.close();
    }
}
