package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.jfrtrace.api.ConcurrentReadException;
import dev.jfrtrace.api.ReaderDiedException;
import dev.jfrtrace.api.TraceOutcome;
import dev.jfrtrace.api.TraceOutcome.End;
import dev.jfrtrace.api.TracingActiveException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * What {@link dev.jfrtrace.api.Tracer} promises, a test for each sentence. A subclass names the
 * tracer that has to keep it.
 */
abstract class TracerContract extends TracerFixture {
    private static final Duration A_MOMENT = Duration.ofMillis(20);

    @Test
    void nothingIsOnBeforeTheFirstTrace() throws Exception {
        assertThat(tracer.isTracing()).isFalse();
        assertThat(tracer.outcome()).isEqualTo(TraceOutcome.NONE);
        assertThat(tracer.readTrace()).isNull();
        tracer.stopTrace();
        assertThat(tracer.stopTrace(Actor.PATIENCE)).isTrue();
        tracer.discard();
        assertThat(tracer.outcome()).isEqualTo(TraceOutcome.NONE);
    }

    @Test
    void optionsMustBeThere() {
        assertThatNullPointerException().isThrownBy(() -> tracer.startTrace(null));
        assertThat(tracer.isTracing()).isFalse();
    }

    @Test
    void startRefusesWhileTracingIsOn() throws Exception {
        tracer.startTrace();
        assertStartRefused("tracing is on already");
        assertThat(tracer.isTracing()).isTrue();
        assertHeader(read());
    }

    @Test
    void ofSeveralStartsAtOnceOneSucceeds() throws Exception {
        List<Future<Boolean>> starts = new ArrayList<>();
        CyclicBarrier together = new CyclicBarrier(4);
        for (int i = 0; i < 4; i++) {
            starts.add(
                    actor().begin(
                                    () -> {
                                        together.await();
                                        return starts();
                                    }));
        }
        int started = 0;
        for (Future<Boolean> start : starts) {
            started += Actor.done(start) ? 1 : 0;
        }
        assertThat(started).isOne();
        assertThat(tracer.isTracing()).isTrue();
    }

    private boolean starts() {
        try {
            tracer.startTrace();
            return true;
        } catch (TracingActiveException e) {
            return false;
        }
    }

    @Test
    void theHeaderCanBeReadAtOnce() throws Exception {
        tracer.startTrace();
        ByteBuffer header = tracer.readTrace();
        assertThat(header.remaining()).isEqualTo(16);
    }

    /** The first buffer of another class makes the JVM forget what it has compiled of all. */
    @Test
    void buffersAreOfTheClassThatMostOfAProgramAre() throws Exception {
        tracer.startTrace();
        ByteBuffer header = tracer.readTrace();
        assertThat(header.getClass()).isSameAs(ByteBuffer.allocate(1).getClass());
    }

    @Test
    void readReturnsNullWhenAllHasBeenReturned() throws Exception {
        tracer.startTrace();
        tracer.stopTrace(Duration.ZERO);
        assertThat(drain()).isNotEmpty();
        assertThat(tracer.readTrace()).isNull();
        assertThat(tracer.outcome().end()).isEqualTo(End.STOPPED);
    }

    @Test
    void aTraceMayBeReadByAnotherThreadEachTime() throws Exception {
        tracer.startTrace();
        assertHeader(read());
        tracer.stopTrace(Duration.ZERO);
        for (byte[] unit = new byte[0]; unit != null; ) {
            unit = actor().call(this::read);
        }
        assertThat(tracer.stopTrace(Actor.PATIENCE)).isTrue();
    }

    @Test
    void ofTwoReadersAtOnceOneIsRefusedAndTheOtherUndisturbed() throws Exception {
        tracer.startTrace();
        Actor other = actor();
        Future<Boolean> first = reader.begin(this::readsToTheEnd);
        Future<Boolean> second = other.begin(this::readsToTheEnd);
        // Whichever is refused first leaves the other one to itself.
        while (!first.isDone() && !second.isDone()) {
            Thread.sleep(1);
        }
        assertThat(Actor.done(first.isDone() ? first : second)).isFalse();
        tracer.stopTrace();
        assertThat(Actor.done(first) ^ Actor.done(second)).isTrue();
    }

    private boolean readsToTheEnd() throws Exception {
        try {
            drain();
            return true;
        } catch (ConcurrentReadException e) {
            return false;
        }
    }

    @Test
    void anInterruptedReaderGoesOnLater() throws Exception {
        tracer.startTrace();
        Future<List<byte[]>> interrupted = reader.begin(this::drain);
        reader.awaitWaitingIn("readTrace");
        reader.interrupt();
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> Actor.done(interrupted));
        assertThat(tracer.isTracing()).isTrue();
        Future<List<byte[]>> rest = reader.begin(this::drain);
        tracer.stopTrace();
        Actor.done(rest);
    }

    @Test
    void tracingIsOffAsSoonAsItIsStopped() throws Exception {
        tracer.startTrace();
        Future<Boolean> stopped = beginToStop();
        assertThat(tracer.isTracing()).isFalse();
        assertThat(stopped.isDone()).isFalse();
    }

    @Test
    void stopWaitsForAReaderYetToCome() throws Exception {
        tracer.startTrace();
        Future<Boolean> stopped = beginToStop();
        assertThat(reader.call(this::drain)).isNotEmpty();
        assertThat(Actor.done(stopped)).isTrue();
        assertThat(tracer.outcome().end()).isEqualTo(End.STOPPED);
    }

    @Test
    void stopWaitsForAReaderThatIsBusy() throws Exception {
        tracer.startTrace();
        assertHeader(reader.call(this::read));
        Future<Boolean> stopped = beginToStop();
        assertThat(stopped.isDone()).isFalse();
        reader.call(this::drain);
        assertThat(Actor.done(stopped)).isTrue();
    }

    @Test
    void allWhoStopWait() throws Exception {
        tracer.startTrace();
        Future<Boolean> first = beginToStop();
        Future<Boolean> second = beginToStop(actor());
        assertThat(first.isDone() || second.isDone()).isFalse();
        reader.call(this::drain);
        assertThat(Actor.done(first) && Actor.done(second)).isTrue();
    }

    @Test
    void aNewTraceCanStartAfterStop() throws Exception {
        for (int i = 0; i < 3; i++) {
            tracer.startTrace();
            Future<List<byte[]>> units = reader.begin(this::drain);
            tracer.stopTrace();
            assertHeader(Actor.done(units).get(0));
        }
    }

    @Test
    void theReadingThreadCannotStop() throws Exception {
        tracer.startTrace();
        assertHeader(read());
        assertThatIllegalStateException()
                .isThrownBy(tracer::stopTrace)
                .withMessageContaining("wait for itself");
        assertThatIllegalStateException().isThrownBy(() -> tracer.stopTrace(Actor.PATIENCE));
        assertThat(tracer.isTracing()).isTrue();
        assertThat(tracer.outcome().end()).isEqualTo(End.RUNNING);
    }

    @Test
    void oneThreadAloneCanStopWithoutWaiting() throws Exception {
        tracer.startTrace();
        assertHeader(read());
        assertThat(tracer.stopTrace(Duration.ZERO)).isFalse();
        drain();
        assertThat(tracer.stopTrace(Duration.ZERO)).isTrue();
        tracer.stopTrace();
        assertANewTraceCanStart();
    }

    @Test
    void stopSaysThatTheReaderHasDied() throws Exception {
        tracer.startTrace();
        reader.call(this::read);
        reader.die();
        assertThatExceptionOfType(ReaderDiedException.class).isThrownBy(tracer::stopTrace);
        assertThat(tracer.isTracing()).isFalse();
        assertStartRefused("not read to its end");
        drain();
        assertANewTraceCanStart();
    }

    @Test
    void stopNoticesThatTheReaderDies() throws Exception {
        tracer.startTrace();
        reader.call(this::read);
        Future<Boolean> stopped = beginToStop();
        reader.die();
        assertThatExceptionOfType(ReaderDiedException.class).isThrownBy(() -> Actor.done(stopped));
    }

    @Test
    void afterATimeoutTheRestStaysReadable() throws Exception {
        tracer.startTrace();
        assertThat(tracer.stopTrace(A_MOMENT)).isFalse();
        assertThat(tracer.isTracing()).isFalse();
        assertStartRefused("not read to its end");
        List<byte[]> units = drain();
        assertHeader(units.get(0));
        assertANewTraceCanStart();
    }

    @Test
    void afterATimeoutTheRestCanBeDiscarded() throws Exception {
        tracer.startTrace();
        assertThat(tracer.stopTrace(Duration.ofSeconds(-1))).isFalse();
        tracer.discard();
        assertThat(tracer.readTrace()).isNull();
        assertThat(tracer.outcome().end()).isEqualTo(End.DISCARDED);
        assertANewTraceCanStart();
    }

    @Test
    void stopWithATimeoutSaysThatTheReaderHasFinished() throws Exception {
        tracer.startTrace();
        Future<List<byte[]>> units = reader.begin(this::drain);
        assertThat(tracer.stopTrace(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
        assertHeader(Actor.done(units).get(0));
    }

    @Test
    void anInterruptedStopIsLikeATimeout() throws Exception {
        tracer.startTrace();
        Future<Boolean> stopped = beginToStop();
        stopper.interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> Actor.done(stopped));
        assertThat(tracer.isTracing()).isFalse();
        assertThat(drain()).isNotEmpty();
    }

    @Test
    void discardSwitchesTracingOff() throws Exception {
        tracer.startTrace();
        assertHeader(read());
        tracer.discard();
        assertThat(tracer.isTracing()).isFalse();
        assertThat(tracer.outcome().end()).isEqualTo(End.DISCARDED);
        assertANewTraceCanStart();
    }

    @Test
    void discardLetsABlockedReaderGo() throws Exception {
        tracer.startTrace();
        Future<List<byte[]>> units = reader.begin(this::drain);
        reader.awaitWaitingIn("readTrace");
        tracer.discard();
        Actor.done(units);
        assertANewTraceCanStart();
    }

    @Test
    void discardLetsStoppersGo() throws Exception {
        tracer.startTrace();
        Future<Boolean> stopped = stopper.begin(() -> tracer.stopTrace(Actor.PATIENCE));
        stopper.awaitWaitingIn("stopTrace");
        tracer.discard();
        assertThat(Actor.done(stopped)).isFalse();
    }

    /** Else the reader would write the next trace behind the bytes of its own. */
    @Test
    void aReaderWhoseTraceWasDiscardedDoesNotGetTheNextOne() throws Exception {
        tracer.startTrace();
        assertHeader(reader.call(this::read));
        tracer.discard();
        tracer.startTrace();
        assertThat(reader.call(this::read)).isNull();
        assertHeader(reader.call(this::read));
    }

    @Test
    void outcomeTellsHowTheTraceGoes() throws Exception {
        tracer.startTrace();
        assertThat(tracer.outcome().end()).isEqualTo(End.RUNNING);
        tracer.stopTrace(Duration.ZERO);
        long bytes = drain().stream().mapToLong(unit -> unit.length).sum();
        assertThat(tracer.outcome().end()).isEqualTo(End.STOPPED);
        assertThat(tracer.outcome().bytes()).isEqualTo(bytes);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualThreadsCanReadAndStop() throws Exception {
        reader = actor(virtualThreads());
        stopper = actor(virtualThreads());
        tracer.startTrace();
        Future<List<byte[]>> units = reader.begin(this::drain);
        reader.awaitWaitingIn("readTrace");
        assertThat(stopper.call(() -> tracer.stopTrace(Actor.PATIENCE))).isTrue();
        assertHeader(Actor.done(units).get(0));
    }

    /** {@code Thread.ofVirtual().factory()}, which this source level does not know. */
    private static ThreadFactory virtualThreads() throws ReflectiveOperationException {
        Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
        return (ThreadFactory)
                Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
    }
}
