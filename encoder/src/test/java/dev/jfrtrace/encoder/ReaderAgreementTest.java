package dev.jfrtrace.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.format.GoStatus;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.generation.ClockSnapshot;
import dev.jfrtrace.encoder.generation.FrameTable;
import dev.jfrtrace.encoder.generation.GenerationBuilder;
import dev.jfrtrace.encoder.generation.Stack;
import dev.jfrtrace.encoder.order.OrderRule;
import dev.jfrtrace.encoder.order.TraceOrder;
import dev.jfrtrace.encoder.write.TraceWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rules R are Go's, neither more nor less: of a trace without sense, all that they let pass is
 * accepted by Go's reader, and the first event that they refuse is refused by it. Rules V are not
 * asked, so the traces get into states that no writer of ours would write.
 */
class ReaderAgreementTest {
    private static final int SEEDS = 150;
    private static final long START = 1_000;

    /** A goroutine that is told of and never does anything; chaos does not know it. */
    private static final long BYSTANDER = 1_000;

    @TempDir Path folder;

    @Test
    void goRefusesWhatTheRulesRefuse() throws IOException {
        GoReader go = new GoReader(folder);
        Set<OrderRule> seen = EnumSet.noneOf(OrderRule.class);
        for (int seed = 0; seed < SEEDS; seed++) {
            Unjudged accepted = run(seed, Integer.MAX_VALUE);
            go.accepts(accepted.trace.bytes(), "seed " + seed);
            // Which of the refused ones is tried differs from seed to seed.
            int tried = 1 + (seed * 7919) % accepted.refusals;
            Unjudged refused = run(seed, tried);
            byte[] trace = refused.trace.bytes();
            assertThatThrownBy(() -> go.parsed(trace))
                    .as("seed " + seed + ", refusal " + tried + " " + refused.broken)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("exit code 1");
            seen.add(refused.broken);
        }
        assertThat(seen).allMatch(OrderRule::isReaders).hasSizeGreaterThan(20);
    }

    static Unjudged run(long seed, int refusalToWrite) throws IOException {
        Unjudged events = new Unjudged(refusalToWrite);
        ChaosLoad load = new ChaosLoad(seed, START, events);
        while (!events.isDone && events.taken < 300) {
            load.run(100);
        }
        events.close();
        return events;
    }

    /** Writes what the rules R let pass, and in the end one event that they do not. */
    static final class Unjudged extends NumberedEvents implements ChaosLoad.Target {
        final CollectedTrace trace = new CollectedTrace();
        private final TraceWriter writer = new TraceWriter(TraceVersion.GO_1_26, trace);
        private final TraceOrder order = new TraceOrder(false);
        private final FrameTable frames = new FrameTable();
        private final int refusalToWrite;
        private final Set<Long> mentioned = new HashSet<>();
        private GenerationBuilder generation;
        private long lastTime = START;
        boolean isDone;
        int taken;
        int refusals;
        OrderRule broken;

        Unjudged(int refusalToWrite) throws IOException {
            this.refusalToWrite = refusalToWrite;
            open(1);
            mention(1);
            mentioned.add(1L);
        }

        private void open(long number) {
            generation = new GenerationBuilder(number, new ClockSnapshot(lastTime, 0));
            order.beginGeneration(number);
        }

        @Override
        public void cut(long time) throws IOException {
            // Go's reader takes a stop over a border; printing it panics (V1).
            if (!isDone && !order.isStopped()) {
                writer.write(generation.seal());
                lastTime++;
                open(generation.number() + 1);
            }
        }

        void close() throws IOException {
            writer.write(generation.seal());
        }

        @Override
        boolean emit(
                EventType type,
                long m,
                long time,
                long a0,
                long a1,
                long a2,
                long a3,
                String text) {
            if (isDone || cannotBeShown(type, a1)) {
                return false;
            }
            if (m != Limits.NONE && mentioned.add(m)) {
                mention(m);
            }
            OrderRule verdict =
                    generation.knowsIdsOf(type, a0, a1, a2, a3)
                            ? order.advance(type, m, a0, a1, a2, a3, text)
                            : OrderRule.R35;
            if (verdict != null && ++refusals != refusalToWrite) {
                return false;
            }
            isDone = verdict != null;
            broken = verdict;
            taken++;
            lastTime = Math.max(time, lastTime + 1);
            generation.event(type, m, lastTime, a0, a1, a2, a3);
            return true;
        }

        /**
         * A refused event mentions its thread, to the rules as to Go; but the refused ones are not
         * in the file. So each thread starts with a harmless event.
         */
        private void mention(long m) {
            int waiting = GoStatus.WAITING.number();
            OrderRule verdict =
                    order.advance(EventType.GO_STATUS, m, BYSTANDER, 0, waiting, 0, null);
            assertThat(verdict).isNull();
            generation.event(EventType.GO_STATUS, m, ++lastTime, BYSTANDER, 0, waiting, 0);
        }

        private static boolean cannotBeShown(EventType type, long a1) {
            // Where a structural event stands, the rest of the batch would read as something else;
            // of a proc's status the reader takes the low byte, but printing takes it whole (V11).
            return type.kind() == EventType.Kind.STRUCTURAL
                    || type == EventType.PROC_STATUS && a1 > 0xFF;
        }

        @Override
        public NumberedEvents events() {
            return this;
        }

        @Override
        public FrameTable frames() {
            return frames;
        }

        @Override
        public int procCount() {
            return Math.min(order.procCount(), 6);
        }

        @Override
        int string(String text) {
            // What came later would define the id that the last event lacks.
            return isDone ? 0 : generation.string(text);
        }

        @Override
        int stack(Stack stack) {
            return isDone ? 0 : generation.stack(stack);
        }

        @Override
        void touch(long g) {}

        @Override
        long nextProcSequence(long p) {
            return order.nextProcSequence(p);
        }

        @Override
        long nextProcSequenceOf(long m) {
            return order.nextProcSequenceOf(m);
        }

        @Override
        long nextGoSequence(long g) {
            return order.nextGoSequence(g);
        }

        @Override
        long nextGcSequence() {
            return order.nextGcSequence();
        }

        @Override
        public void cpuSample(long time, long m, long p, long g, Stack stack) {}
    }
}
