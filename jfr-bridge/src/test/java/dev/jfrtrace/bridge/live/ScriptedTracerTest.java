package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jfrtrace.api.ConcurrentReadException;
import dev.jfrtrace.api.TraceAbortedException;
import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.api.TraceOutcome.End;
import dev.jfrtrace.api.Tracer;
import dev.jfrtrace.api.TracerUnavailableException;
import dev.jfrtrace.encoder.write.UnitSink;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The contract over an engine that does what a test says: also what no real one does on order. */
class ScriptedTracerTest extends TracerContract {
    private final ScriptedEngine engine = new ScriptedEngine();

    @Override
    Tracer newTracer() {
        return new LiveTracer(engine);
    }

    @Test
    void unitsComeInTheirOrder() throws Exception {
        tracer.startTrace();
        engine.play.unit((byte) 5, (byte) 6);
        engine.play.unit((byte) 7);
        tracer.stopTrace(Duration.ZERO);
        assertThat(drain())
                .containsExactly(
                        ScriptedEngine.HEADER, new byte[] {5, 6}, new byte[] {7}, new byte[] {1});
    }

    @Test
    void unitsAreCopied() throws Exception {
        tracer.startTrace();
        read();
        byte[] unit = {5};
        engine.play.unit(unit);
        unit[0] = 6;
        assertThat(read()).containsExactly(5);
    }

    @Test
    void readBlocksUntilThereIsAUnit() throws Exception {
        tracer.startTrace();
        read();
        Future<byte[]> unit = reader.begin(this::read);
        reader.awaitWaitingIn("readTrace");
        engine.play.unit((byte) 5);
        assertThat(Actor.done(unit)).containsExactly(5);
    }

    @Test
    void anInterruptLosesNothing() throws Exception {
        tracer.startTrace();
        engine.play.unit((byte) 5);
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(tracer::readTrace);
        assertThat(Thread.interrupted()).isFalse();
        assertHeader(read());
        assertThat(read()).containsExactly(5);
    }

    @Test
    void aRefusedReaderTakesNothingFromTheOther() throws Exception {
        tracer.startTrace();
        read();
        Future<byte[]> unit = reader.begin(this::read);
        reader.awaitWaitingIn("readTrace");
        assertThatExceptionOfType(ConcurrentReadException.class).isThrownBy(tracer::readTrace);
        engine.play.unit((byte) 5);
        assertThat(Actor.done(unit)).containsExactly(5);
    }

    @Test
    void stopReturnsWhenTheReaderHasBeenToldTheEnd() throws Exception {
        engine.endsWhenStopped = false;
        tracer.startTrace();
        assertHeader(reader.call(this::read));
        Future<Boolean> stopped = beginToStop();
        engine.play.unit((byte) 5);
        engine.play.end(End.STOPPED, null);
        assertThat(reader.call(this::read)).containsExactly(5);
        // The reader has all of it, but cannot know that.
        stopper.awaitWaitingIn("stopTrace");
        assertThat(stopped.isDone()).isFalse();
        assertThat(reader.call(this::read)).isNull();
        assertThat(Actor.done(stopped)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"NEVER_STARTED", "RUNNING", "STOPPED", "DISCARDED"})
    void readTellsOnceHowTheTraceEndedByItself(End end) throws Exception {
        tracer.startTrace();
        engine.play.unit((byte) 5);
        engine.play.end(end, "it was the gardener");
        assertThat(tracer.isTracing()).isFalse();
        assertStartRefused("not read to its end");
        assertHeader(read());
        assertThat(read()).containsExactly(5);
        assertThatExceptionOfType(TraceAbortedException.class)
                .isThrownBy(tracer::readTrace)
                .withMessage("it was the gardener")
                .satisfies(e -> assertThat(e.end()).isEqualTo(end));
        assertThat(tracer.readTrace()).isNull();
        assertThat(tracer.outcome().end()).isEqualTo(end);
        tracer.stopTrace();
        assertANewTraceCanStart();
    }

    @Test
    void aBlockedReaderHearsThatTheTraceEndedByItself() throws Exception {
        tracer.startTrace();
        read();
        Future<byte[]> unit = reader.begin(this::read);
        reader.awaitWaitingIn("readTrace");
        engine.play.end(End.FAILED, null);
        assertThatExceptionOfType(TraceAbortedException.class)
                .isThrownBy(() -> Actor.done(unit))
                .withMessageContaining("FAILED");
    }

    @Test
    void stopWaitsForTheReaderOfATraceThatEndedByItself() throws Exception {
        tracer.startTrace();
        engine.play.end(End.RECORDING_STOPPED, "somebody closed the recording");
        Future<Boolean> stopped = beginToStop();
        assertThatExceptionOfType(TraceAbortedException.class)
                .isThrownBy(() -> reader.call(this::drain));
        assertThat(Actor.done(stopped)).isTrue();
    }

    @Test
    void aTraceMayEndWhileItIsStopped() throws Exception {
        engine.endsWhenStopped = false;
        tracer.startTrace();
        Future<Boolean> stopped = beginToStop();
        engine.play.end(End.DISK_FULL, "no space");
        assertThatExceptionOfType(TraceAbortedException.class)
                .isThrownBy(() -> reader.call(this::drain))
                .withMessage("no space");
        assertThat(Actor.done(stopped)).isTrue();
    }

    @Test
    void aTraceMayEndBeforeItsStartReturns() throws Exception {
        tracer = new LiveTracer(this::endingAtOnce);
        tracer.startTrace();
        assertThat(tracer.isTracing()).isFalse();
        assertThat(tracer.outcome().end()).isEqualTo(End.FAILED);
        assertHeader(read());
        assertThatExceptionOfType(TraceAbortedException.class).isThrownBy(tracer::readTrace);
    }

    private Engine.Run endingAtOnce(TraceOptions options, UnitSink sink, Engine.Listener listener) {
        Engine.Run run = engine.start(options, sink, listener);
        engine.play.end(End.FAILED, "it was over before it began");
        return run;
    }

    @Test
    void whenStartFailsTracingIsOffAndCanStartLater() throws Exception {
        engine.atStart =
                () -> {
                    throw new TracerUnavailableException("not today", null);
                };
        assertThatThrownBy(tracer::startTrace).hasMessage("not today");
        assertThat(tracer.isTracing()).isFalse();
        assertThat(tracer.readTrace()).isNull();
        engine.atStart = () -> {};
        assertANewTraceCanStart();
    }

    @Test
    void aTraceThatIsStartingIsNotOnYet() throws Exception {
        CountDownLatch inStart = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        engine.atStart =
                () -> {
                    inStart.countDown();
                    uninterrupted(go);
                };
        Future<Object> started =
                stopper.begin(
                        () -> {
                            tracer.startTrace();
                            return null;
                        });
        uninterrupted(inStart);
        assertThat(tracer.isTracing()).isFalse();
        assertThat(tracer.readTrace()).isNull();
        assertStartRefused("another thread is starting");
        go.countDown();
        Actor.done(started);
        assertThat(tracer.isTracing()).isTrue();
    }

    @Test
    void anEngineAheadOfItsReaderWaits() throws Exception {
        tracer.startTrace();
        Actor maker = actor();
        byte[] half = new byte[Handoff.LIMIT / 2];
        Future<Object> made = maker.begin(() -> give(half, half, half));
        maker.awaitWaitingIn("unit");
        // No interrupt makes it give up.
        maker.interrupt();
        assertHeader(read());
        assertThat(read()).isEqualTo(half);
        Actor.done(made);
        assertThat(engine.play.refusal).isNull();
        assertThat(read()).isEqualTo(half);
        assertThat(read()).isEqualTo(half);
    }

    private Object give(byte[]... units) {
        for (byte[] unit : units) {
            engine.play.unit(unit);
        }
        return null;
    }

    @Test
    void aUnitBeyondTheLimitPasses() throws Exception {
        tracer.startTrace();
        read();
        byte[] much = new byte[Handoff.LIMIT + 1];
        engine.play.unit(much);
        assertThat(read()).isEqualTo(much);
    }

    @Test
    void discardLetsABlockedEngineGo() throws Exception {
        tracer.startTrace();
        Actor maker = actor();
        byte[] much = new byte[Handoff.LIMIT];
        Future<Object> made = maker.begin(() -> give(much));
        maker.awaitWaitingIn("unit");
        tracer.discard();
        Actor.done(made);
        assertThat(engine.play.refusal).isInstanceOf(Handoff.UnwantedException.class);
        engine.play.unit((byte) 5);
        assertThat(tracer.readTrace()).isNull();
    }

    @Test
    void noTraceStartsUntilTheLastOneIsGone() throws Exception {
        CountDownLatch inAbort = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        engine.atAbort =
                () -> {
                    inAbort.countDown();
                    uninterrupted(go);
                };
        tracer.startTrace();
        Future<Object> discarded = stopper.begin(this::discard);
        uninterrupted(inAbort);
        assertThat(tracer.readTrace()).isNull();
        assertStartRefused("another thread is discarding");
        go.countDown();
        Actor.done(discarded);
        assertANewTraceCanStart();
    }

    private Object discard() {
        tracer.discard();
        return null;
    }

    @Test
    void whatWasStoppedButNotReadCountsAsDiscarded() throws Exception {
        engine.endsWhenStopped = false;
        tracer.startTrace();
        tracer.stopTrace(Duration.ZERO);
        engine.play.end(End.STOPPED, null);
        tracer.discard();
        assertThat(tracer.outcome().end()).isEqualTo(End.DISCARDED);
        assertThat(tracer.outcome().bytes()).isEqualTo(ScriptedEngine.HEADER.length);
        assertThat(tracer.outcome().isComplete()).isFalse();
    }

    @Test
    void discardAfterTheEndChangesNothing() throws Exception {
        tracer.startTrace();
        tracer.stopTrace(Duration.ZERO);
        drain();
        tracer.discard();
        assertThat(tracer.outcome().end()).isEqualTo(End.STOPPED);
    }

    private static void uninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
