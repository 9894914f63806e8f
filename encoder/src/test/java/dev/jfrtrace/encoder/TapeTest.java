package dev.jfrtrace.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.encoder.format.GoStatus;
import dev.jfrtrace.encoder.format.ProcStatus;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.generation.FrameTable;
import dev.jfrtrace.encoder.generation.Stack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A tape that is played gives the bytes, and the refusals, that its events give at once. */
class TapeTest {
    private static final long START = 1_000;

    /** An encoder, and what came of it. */
    private static final class Output {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final List<String> refusals = new ArrayList<>();
        private final TraceEncoder encoder;
        private final Stack[] stacks;

        /**
         * @param maxRestated 0, so that goroutines are stated when they are touched
         */
        Output(int maxRestated) throws IOException {
            encoder =
                    new TraceEncoder(
                            new TraceEncoder.Options(
                                    TraceVersion.GO_1_26,
                                    maxRestated,
                                    refusal -> refusals.add(refusal.toString())),
                            (unit, offset, length) -> bytes.write(unit, offset, length),
                            START,
                            0);
            FrameTable frames = encoder.frames();
            stacks =
                    new Stack[] {
                        Stack.NONE,
                        Stack.of(frames.frame("a.B.c", "B.java", 3)),
                        Stack.of(frames.frame("a.B.d", "", 0), frames.frame("a.B.e", "B.java", 5))
                    };
        }
    }

    private static void begin(TraceEvents events, Stack name) {
        events.procStatus(1, START, 0, ProcStatus.RUNNING);
        events.procStatus(2, START, 1, ProcStatus.RUNNING);
        for (long g = 1; g <= 6; g++) {
            events.goCreate(1, START, g, name, Stack.NONE);
        }
        events.goStart(2, START, 1);
        events.procsChange(2, START, 4);
    }

    /** Calls a method of the events by chance, with arguments that often enough fit. */
    private static void call(TraceEvents events, Random random, long time, Stack[] stacks)
            throws ReflectiveOperationException {
        List<Method> methods = methods();
        Method method = methods.get(random.nextInt(methods.size()));
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            Class<?> type = method.getParameterTypes()[i];
            if (type == Stack.class) {
                arguments[i] = stacks[random.nextInt(stacks.length)];
            } else if (type == String.class) {
                arguments[i] = "text " + random.nextInt(5);
            } else if (type == ProcStatus.class) {
                arguments[i] = ProcStatus.IDLE;
            } else if (type == GoStatus.class) {
                arguments[i] = GoStatus.WAITING;
            } else {
                arguments[i] = 1L + random.nextInt(4);
            }
        }
        boolean isSample = method.getName().equals("cpuSample");
        arguments[isSample ? 0 : 1] = time;
        method.invoke(events, arguments);
    }

    /** All that add an event. */
    private static List<Method> methods() {
        return Arrays.stream(TraceEvents.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .sorted((a, b) -> a.getName().compareTo(b.getName()))
                .toList();
    }

    @Test
    void givesWhatItsEventsGiveAtOnce() throws IOException, ReflectiveOperationException {
        assertThat(methods()).hasSizeGreaterThan(20);
        for (int seed = 0; seed < 20; seed++) {
            int maxRestated = seed % 2 == 0 ? 0 : Integer.MAX_VALUE;
            Output direct = new Output(maxRestated);
            Output played = new Output(maxRestated);
            TapeRecorder recorder = new TapeRecorder();
            begin(direct.encoder, direct.stacks[1]);
            begin(recorder, played.stacks[1]);
            Tape tape = new Tape();
            for (int i = 1; i <= 5_000; i++) {
                long time = START + i * 10L;
                call(direct.encoder, new Random(seed * 10_000L + i), time, direct.stacks);
                call(recorder, new Random(seed * 10_000L + i), time, played.stacks);
                if (i % 500 == 0 && direct.encoder.mayCut()) {
                    direct.encoder.cut(time);
                }
                if (i % 500 == 0) {
                    recorder.mark(time);
                }
                if (recorder.isFull()) {
                    tape = recorder.change(tape);
                    play(tape, played.encoder);
                    assertThat(tape.isEmpty()).isTrue();
                }
            }
            play(recorder.change(tape), played.encoder);
            assertThat(played.encoder.close()).isEqualTo(direct.encoder.close());
            assertThat(played.bytes.toByteArray()).isEqualTo(direct.bytes.toByteArray());
            assertThat(played.refusals).isEqualTo(direct.refusals).isNotEmpty();
            assertThat(played.encoder.eventCount()).isEqualTo(direct.encoder.eventCount());
        }
    }

    private static void play(Tape tape, TraceEncoder encoder) throws IOException {
        tape.playTo(
                encoder,
                time -> {
                    if (encoder.mayCut()) {
                        encoder.cut(time);
                    }
                });
    }

    @Test
    void aFullTapeStillTakesEvents() throws IOException {
        Output output = new Output(0);
        TapeRecorder recorder = new TapeRecorder();
        begin(recorder, output.stacks[1]);
        long last = 7;
        while (!recorder.isFull() || last < 20_000) {
            recorder.goCreate(1, START + last, ++last, output.stacks[2], Stack.NONE);
        }
        Tape tape = recorder.change(new Tape());
        tape.playTo(output.encoder, time -> {});
        assertThat(output.encoder.goStatusOf(last)).isEqualTo(GoStatus.RUNNABLE);
        assertThat(output.refusals).isEmpty();
    }
}
