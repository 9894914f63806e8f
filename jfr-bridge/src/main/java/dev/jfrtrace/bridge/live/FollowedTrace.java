package dev.jfrtrace.bridge.live;

import dev.jfrtrace.api.Preset;
import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.bridge.collect.JvmRecording;
import dev.jfrtrace.bridge.source.HandlerException;
import dev.jfrtrace.encoder.write.TraceWriter;
import dev.jfrtrace.encoder.write.UnitSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A trace of another JVM that grows while that one records: its repository is followed, and what it
 * flushes translated as a live trace is. So waits that last longer than a second are unknown until
 * they end, which a conversion of the whole recording does better. The file is readable at any
 * moment, up to its last whole generation.
 *
 * <p>Needs some 50 MB, and about as much of a CPU as the other JVM's events cost to read. Used by
 * one thread; the work is done by another.
 */
public final class FollowedTrace implements AutoCloseable {
    /** A chunk is there before its header is. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long END_MILLIS = TimeUnit.SECONDS.toMillis(10);

    private final RepositoryTail tail;
    private final OutputStream out;
    private final LiveFeed feed;
    private final Thread reader;
    private volatile boolean isEnding;
    private volatile Throwable failure;

    private FollowedTrace(RepositoryTail tail, OutputStream out) throws IOException {
        TraceOptions options = TraceOptions.builder(Preset.BALANCED).build();
        TraceWriter writer = new TraceWriter(LiveOptions.version(options), UnitSink.to(out));
        this.tail = tail;
        this.out = out;
        this.feed =
                new LiveFeed(
                        LiveOptions.setup(options, List.of(), writer),
                        Pulses.none(JvmRecording.START));
        feed.expect(LiveClock.of(tail.header()), Map.of());
        this.reader = OwnThreads.start("follower", this::run);
    }

    /**
     * Begins to follow.
     *
     * @param folder the repository of one JVM, which must have begun its recording
     * @param from when the recording began, with a chunk of its own
     * @param trace is written anew
     * @throws IOException when there is no chunk, or the trace cannot be written
     */
    public static FollowedTrace of(Path folder, Instant from, Path trace) throws IOException {
        long begun = TimeUnit.SECONDS.toNanos(from.getEpochSecond()) + from.getNano();
        RepositoryTail tail =
                RepositoryTail.of(
                        Repository.of(folder),
                        chunk -> chunk.startNanos() >= begun,
                        PATIENCE_NANOS);
        OutputStream out = null;
        try {
            out = Files.newOutputStream(trace);
            return new FollowedTrace(tail, out);
        } catch (IOException | RuntimeException e) {
            tail.close();
            if (out != null) {
                out.close();
            }
            throw e;
        }
    }

    private void run() {
        try (tail) {
            FeedHandler handler = new FeedHandler(feed);
            boolean isOver;
            do {
                isOver = isEnding;
                if (!tail.read(handler) && !isOver) {
                    LockSupport.parkNanos(this, POLL_NANOS);
                }
            } while (!isOver);
            feed.finish(true);
        } catch (HandlerException e) {
            failure = e.cause();
        } catch (Throwable e) {
            failure = e;
        }
    }

    /** Why it grows no longer; {@code null} while all is well. */
    public Throwable failure() {
        return failure;
    }

    /** Ends the trace with what has come by now. */
    @Override
    public void close() throws IOException {
        try (out) {
            feed.hurry();
            isEnding = true;
            LockSupport.unpark(reader);
            reader.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
