package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jfrtrace.api.Preset;
import dev.jfrtrace.api.ReaderDiedException;
import dev.jfrtrace.api.Trace;
import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.api.TraceOutcome.End;
import dev.jfrtrace.api.Tracer;
import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.Script;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers that are slower than a program, or die: the program does not notice. */
class JfrReadersTest extends TracerFixture {
    private static final TraceOptions OPTIONS =
            TraceOptions.builder(Preset.LIGHT)
                    .generation(Duration.ofMillis(50))
                    .holdBack(Duration.ZERO)
                    .build();
    private static final String TEXT = "x".repeat(900);

    /** Three times what is handed over before the engine has to wait. */
    private static final int LOGS = 3 * Handoff.LIMIT / TEXT.length();

    @TempDir private Path folder;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    Tracer newTracer() {
        return new LiveTracer(new JfrEngine());
    }

    private ParsedTrace parsed() throws Exception {
        return ParsedTrace.of(Files.write(folder.resolve("read.trace"), bytes.toByteArray()));
    }

    @Test
    void aReaderThatIsSlowerThanTheDataGetsAll() throws Exception {
        tracer.startTrace(OPTIONS);
        Future<Boolean> read = reader.begin(this::readsSlowly);
        for (int i = 0; i < LOGS; i++) {
            Trace.log("n", i + TEXT);
        }
        tracer.stopTrace();
        assertThat(Actor.done(read)).isTrue();
        assertThat(tracer.outcome().isComplete()).isTrue();
        assertThat(parsed().logs("n")).hasSize(LOGS);
    }

    private boolean readsSlowly() throws Exception {
        for (byte[] unit; (unit = read()) != null; ) {
            bytes.writeBytes(unit);
            Thread.sleep(10);
        }
        return true;
    }

    @Test
    void theProgramGoesOnWhenItsReaderDiesInMidStream() throws Exception {
        AtomicLong deeds = new AtomicLong();
        tracer.startTrace(OPTIONS);
        Thread program = Script.start("program", () -> act(deeds));
        assertThat(reader.call(this::readsSome)).isTrue();
        reader.die();
        long before = deeds.get();
        // More than the engine hands over to nobody.
        while (deeds.get() < before + LOGS) {
            assertThat(program.isAlive()).isTrue();
            Thread.sleep(1);
        }
        assertThat(tracer.isTracing()).isTrue();
        assertThatExceptionOfType(ReaderDiedException.class).isThrownBy(tracer::stopTrace);
        tracer.discard();
        assertThat(tracer.outcome().end()).isEqualTo(End.DISCARDED);
        program.interrupt();
        program.join();
        assertThat(parsed().logs("n")).isNotEmpty();
    }

    private static void act(AtomicLong deeds) {
        while (!Thread.currentThread().isInterrupted()) {
            Trace.log("n", deeds.incrementAndGet() + TEXT);
            if (deeds.get() % 5 == 0) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    /** Up to somewhere in the midst of a generation. */
    private boolean readsSome() throws Exception {
        while (bytes.size() < Handoff.LIMIT / 2) {
            bytes.writeBytes(read());
        }
        return true;
    }
}
