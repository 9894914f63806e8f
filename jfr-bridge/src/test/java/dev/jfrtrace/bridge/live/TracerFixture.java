package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jfrtrace.api.Tracer;
import dev.jfrtrace.api.TracingActiveException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** Threads that read and stop, and what they say of it. */
@Timeout(120)
abstract class TracerFixture {
    private final List<Actor> actors = new ArrayList<>();

    Tracer tracer;
    Actor reader;
    Actor stopper;

    /** The tracer to test: off, and with nothing unread. */
    abstract Tracer newTracer();

    @BeforeEach
    void makeTracer() {
        tracer = newTracer();
        reader = actor();
        stopper = actor();
    }

    @AfterEach
    void leaveNothing() {
        tracer.discard();
        actors.forEach(Actor::giveUp);
    }

    final Actor actor() {
        return actor(Executors.defaultThreadFactory());
    }

    final Actor actor(ThreadFactory threads) {
        Actor actor = new Actor(threads);
        actors.add(actor);
        return actor;
    }

    /** The next unit, copied; {@code null} at the end. */
    final byte[] read() throws InterruptedException, IOException {
        ByteBuffer unit = tracer.readTrace();
        if (unit == null) {
            return null;
        }
        byte[] bytes = new byte[unit.remaining()];
        unit.get(bytes);
        return bytes;
    }

    /** All units up to the end. */
    final List<byte[]> drain() throws InterruptedException, IOException {
        List<byte[]> units = new ArrayList<>();
        for (byte[] unit; (unit = read()) != null; ) {
            units.add(unit);
        }
        return units;
    }

    /** Begins to stop, and returns when that waits for the reader. */
    final Future<Boolean> beginToStop() throws InterruptedException {
        return beginToStop(stopper);
    }

    final Future<Boolean> beginToStop(Actor by) throws InterruptedException {
        Future<Boolean> stopped =
                by.begin(
                        () -> {
                            tracer.stopTrace();
                            return true;
                        });
        by.awaitWaitingIn("stopTrace");
        return stopped;
    }

    final void assertHeader(byte[] unit) {
        assertThat(unit).hasSize(16);
        assertThat(new String(unit, StandardCharsets.ISO_8859_1)).startsWith("go 1.");
    }

    final void assertStartRefused(String message) {
        assertThatExceptionOfType(TracingActiveException.class)
                .isThrownBy(tracer::startTrace)
                .withMessageContaining(message);
    }

    final void assertANewTraceCanStart() throws InterruptedException, IOException {
        tracer.startTrace();
        assertThat(tracer.isTracing()).isTrue();
        assertHeader(read());
    }
}
