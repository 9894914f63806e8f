package dev.jfrtrace.encoder;

import dev.jfrtrace.encoder.format.Arg;
import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.generation.FrameTable;
import dev.jfrtrace.encoder.generation.Stack;
import java.io.IOException;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Sends events that make no sense: any type, on any of few threads, about any of few things. Most
 * are refused; those that are taken make a trace nobody would think of.
 */
final class ChaosLoad {
    /** All but those of experiments, which the writer always refuses. */
    private static final EventType[] TYPES =
            Stream.of(EventType.values())
                    .filter(type -> type.kind() != EventType.Kind.EXPERIMENTAL)
                    .toArray(EventType[]::new);

    /** Types that lead somewhere, and so come more often than the others. */
    private static final EventType[] USEFUL = {
        EventType.PROC_START,
        EventType.GO_START,
        EventType.GO_UNBLOCK,
        EventType.GO_CREATE,
        EventType.GO_STATUS,
        EventType.PROC_STATUS,
        EventType.STW_END,
        EventType.PROCS_CHANGE,
    };

    private static final String[] TEXTS = {"", "sync", "network", "GC pause", "forever", "region"};

    private static final long UNDEFINED = 99;

    /** Where the events go. */
    interface Target {
        NumberedEvents events();

        FrameTable frames();

        int procCount();

        void cut(long time) throws IOException;
    }

    private final Random random;
    private final Target target;
    private final NumberedEvents events;
    private final Stack[] stacks = new Stack[3];
    private final int threads;
    private final int goroutines;
    private long time;

    ChaosLoad(long seed, long startTime, Target target) {
        this.random = new Random(seed);
        this.target = target;
        this.events = target.events();
        this.time = startTime;
        this.threads = 1 + random.nextInt(6);
        this.goroutines = 1 + random.nextInt(10);
        for (int i = 0; i < stacks.length; i++) {
            stacks[i] =
                    Stack.of(
                            target.frames().frame("leaf" + i, "File.java", i),
                            target.frames().frame("root", "File.java", 1));
        }
    }

    static ChaosLoad into(TraceEncoder encoder, long seed) {
        Target target =
                new Target() {
                    @Override
                    public NumberedEvents events() {
                        return encoder;
                    }

                    @Override
                    public FrameTable frames() {
                        return encoder.frames();
                    }

                    @Override
                    public int procCount() {
                        return encoder.procCount();
                    }

                    @Override
                    public void cut(long time) throws IOException {
                        encoder.cut(time);
                    }
                };
        return new ChaosLoad(seed, encoder.lastTime(), target);
    }

    /** Tries {@code count} events and now and then a cut. */
    void run(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            // Times stand still now and then, and even fall.
            time += random.nextInt(100) - 5;
            int choice = random.nextInt(200);
            if (choice == 0) {
                target.cut(time);
            } else if (choice == 1) {
                events.cpuSample(time, thread(), proc(), goroutine(), stack());
            } else if (choice < 60) {
                event(USEFUL[random.nextInt(USEFUL.length)]);
            } else {
                event(TYPES[random.nextInt(TYPES.length)]);
            }
        }
    }

    private void event(EventType type) {
        long m = thread();
        long[] args = new long[5];
        String text = null;
        for (int i = 1; i < Math.min(type.args().size(), 5); i++) {
            Arg arg = type.args().get(i);
            if (arg.type() == Arg.Type.STRING) {
                text = TEXTS[random.nextInt(TEXTS.length)];
                args[i] = random.nextInt(50) == 0 ? UNDEFINED : events.string(text);
            } else {
                args[i] = value(arg, m, args);
            }
        }
        if (type == EventType.USER_LOG) {
            text = null;
        }
        events.emit(type, m, time, args[1], args[2], args[3], args[4], text);
    }

    private long value(Arg arg, long m, long[] args) {
        if (random.nextInt(40) == 0) {
            return random.nextInt(8) - 1;
        }
        switch (arg.type()) {
            case THREAD:
                return thread();
            case PROC:
                return proc();
            case GOROUTINE:
                return goroutine();
            case SEQUENCE:
                return sequence(arg, m, args[1]);
            case STATUS:
                return random.nextInt(20) == 0 ? random.nextInt(300) : 1 + random.nextInt(4);
            case STACK:
                return random.nextInt(50) == 0 ? random.nextInt(9) : events.stack(stack());
            case TASK:
                return random.nextInt(6) - (random.nextInt(10) == 0 ? 1 : 0);
            default:
                return arg == Arg.PROCS ? procs() : random.nextInt(1 << 20);
        }
    }

    /** The right one, or chaos would not get far. */
    private long sequence(Arg arg, long m, long named) {
        if (arg == Arg.GC_SEQ) {
            return events.nextGcSequence();
        }
        if (arg == Arg.G_SEQ) {
            return events.nextGoSequence(named);
        }
        // The first argument of GoSyscallBegin is the sequence itself.
        return named == 0 && random.nextBoolean()
                ? events.nextProcSequenceOf(m)
                : events.nextProcSequence(named);
    }

    private long thread() {
        int choice = random.nextInt(30);
        if (choice == 0) {
            return random.nextBoolean() ? 0 : Limits.FIRST_FAKE_LANE;
        }
        return choice < 4 ? Limits.NONE : 1 + random.nextInt(threads);
    }

    private long proc() {
        return random.nextInt(target.procCount() + 2) - (random.nextInt(20) == 0 ? 1 : 0);
    }

    private long procs() {
        return target.procCount() + random.nextInt(3) - 1;
    }

    private long goroutine() {
        int choice = random.nextInt(30);
        if (choice == 0) {
            return random.nextBoolean() ? Limits.NONE : Limits.LAST_FAKE_LANE;
        }
        return random.nextInt(goroutines + 1);
    }

    private Stack stack() {
        int choice = random.nextInt(stacks.length + 1);
        return choice == stacks.length ? Stack.NONE : stacks[choice];
    }
}
