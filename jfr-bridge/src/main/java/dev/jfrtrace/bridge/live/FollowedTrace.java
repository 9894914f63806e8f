package dev.jfrtrace.bridge.live;

import dev.jfrtrace.api.Preset;
import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.bridge.collect.JvmRecording;
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
import jdk.jfr.consumer.EventStream;
import jdk.jfr.consumer.RecordedEvent;

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

    /** A stream that waits for the next flush looks up once a second. */
    private static final long END_MILLIS = TimeUnit.SECONDS.toMillis(10);

    private final EventStream stream;
    private final OutputStream out;
    private final LiveFeed feed;
    private final Thread reader;
    private volatile Throwable failure;

    private FollowedTrace(Path repository, Instant from, Path trace) throws IOException {
        LiveClock clock = LiveClock.ofNewestChunk(repository, PATIENCE_NANOS);
        TraceOptions options = TraceOptions.builder(Preset.BALANCED).build();
        this.out = Files.newOutputStream(trace);
        this.stream = open(repository, out);
        TraceWriter writer = new TraceWriter(LiveOptions.version(options), UnitSink.to(out));
        this.feed =
                new LiveFeed(
                        LiveOptions.setup(options, List.of(), writer),
                        Pulses.none(JvmRecording.START));
        feed.expect(clock, Map.of());
        stream.setOrdered(false);
        stream.setReuse(true);
        stream.setStartTime(from);
        stream.onEvent(this::event);
        stream.onFlush(this::flush);
        stream.onError(this::fail);
        this.reader = OwnThreads.start("follower", this::run);
    }

    private static EventStream open(Path repository, OutputStream out) throws IOException {
        try {
            return EventStream.openRepository(repository);
        } catch (IOException | RuntimeException e) {
            out.close();
            throw e;
        }
    }

    /**
     * Begins to follow.
     *
     * @param repository of one JVM, which must have begun its recording
     * @param from when the recording began
     * @param trace is written anew
     * @throws IOException when there is no chunk, or the trace cannot be written
     */
    public static FollowedTrace of(Path repository, Instant from, Path trace) throws IOException {
        return new FollowedTrace(repository, from, trace);
    }

    private void run() {
        try {
            stream.start();
            if (failure == null) {
                feed.finish(true);
            }
        } catch (Throwable e) {
            fail(e);
        }
    }

    private void event(RecordedEvent event) {
        guard(() -> feed.event(event));
    }

    private void flush() {
        guard(feed::flush);
    }

    /** Something that writes. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private void guard(Work work) {
        if (failure == null) {
            try {
                work.run();
            } catch (Throwable e) {
                fail(e);
            }
        }
    }

    private void fail(Throwable e) {
        failure = failure == null ? e : failure;
        stream.close();
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
            stream.close();
            reader.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
