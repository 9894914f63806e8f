package dev.jfrtrace.encoder;

import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.format.GoStatus;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.format.ProcStatus;
import dev.jfrtrace.encoder.generation.Frame;
import dev.jfrtrace.encoder.generation.Stack;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What a JVM might do, at random: threads start, block, are woken, call into the system and end;
 * the world stops and goes on; the GC runs; the program annotates. Generations end anywhere.
 */
final class JvmLoad {
    private static final long DISPATCHER_M = 1;
    private static final long VM_M = 2;
    private static final long VM_G = 1;
    private static final long FIRST_G = 100;
    private static final int MANY_THREADS = 25;
    private static final String[] REASONS = {
        "sync", "network", "sleep", "select", "chan receive", "sync.(*Cond).Wait"
    };

    private enum State {
        RUNNABLE,
        RUNNING,
        WAITING,
        SYSCALL,
        SYSCALL_WITHOUT_PROC
    }

    private record OpenRegion(long task, String name) {}

    private static final class JavaThread {
        final long g;
        final long m;
        State state;
        int proc = -1;
        boolean assists;
        final Deque<OpenRegion> regions = new ArrayDeque<>();

        JavaThread(long g, State state) {
            this.g = g;
            this.m = g + 10_000;
            this.state = state;
        }

        boolean isRunning() {
            return state == State.RUNNING;
        }
    }

    private final Random random;
    private final TraceEncoder encoder;
    private final List<JavaThread> threads = new ArrayList<>();
    private final List<Long> tasks = new ArrayList<>();
    private final TreeSet<Integer> idleProcs = new TreeSet<>();
    private final Stack[] stacks = new Stack[40];
    private long time;
    private long lastG = FIRST_G;
    private long lastTask;
    private boolean gcRuns;

    JvmLoad(long seed, TraceEncoder encoder) {
        this.random = new Random(seed);
        this.encoder = encoder;
        this.time = encoder.lastTime();
        for (int i = 0; i < stacks.length; i++) {
            stacks[i] = newStack(i);
        }
        start();
    }

    private Stack newStack(int i) {
        List<Frame> frames = new ArrayList<>();
        for (int depth = random.nextInt(20); depth >= 0; depth--) {
            frames.add(encoder.frames().frame("a.B.m" + random.nextInt(30), "B.java", depth));
        }
        frames.add(encoder.frames().frame("pool-" + i % 4, "", 0));
        return Stack.of(frames);
    }

    private void start() {
        encoder.procStatus(DISPATCHER_M, tick(), 0, ProcStatus.RUNNING);
        encoder.procStatus(VM_M, tick(), 1, ProcStatus.RUNNING);
        encoder.goStatus(VM_M, tick(), VM_G, 0, GoStatus.RUNNING);
        encoder.procsChange(VM_M, tick(), 2);
        for (int i = random.nextInt(10); i > 0; i--) {
            boolean ready = random.nextBoolean();
            JavaThread thread = new JavaThread(++lastG, ready ? State.RUNNABLE : State.WAITING);
            GoStatus status = ready ? GoStatus.RUNNABLE : GoStatus.WAITING;
            encoder.goStatus(Limits.NONE, tick(), thread.g, 0, status);
            threads.add(thread);
        }
    }

    void run(int steps) throws IOException {
        for (int i = 0; i < steps; i++) {
            step();
        }
    }

    private void step() throws IOException {
        switch (random.nextInt(24)) {
            case 0 -> createThread();
            case 1, 2, 3, 4 -> runThread();
            case 5, 6 -> block();
            case 7, 8, 9 -> unblock();
            case 10 -> preempt();
            case 11 -> enterSyscall();
            case 12, 13 -> leaveSyscall();
            case 14 -> loseProcInSyscall();
            case 15 -> beginRegion();
            case 16 -> endRegion();
            case 17 -> beginOrEndTask();
            case 18 -> annotate();
            case 19 -> sample();
            case 20 -> assist();
            case 21 -> collect();
            case 22 -> sometimes(12, this::stopTheWorld);
            default -> {
                sometimes(4, this::endThread);
                if (random.nextInt(15) == 0) {
                    encoder.cut(tick());
                }
            }
        }
    }

    private void sometimes(int oneIn, Runnable action) {
        if (random.nextInt(oneIn) == 0) {
            action.run();
        }
    }

    private void createThread() {
        if (threads.size() > MANY_THREADS) {
            return;
        }
        JavaThread created = new JavaThread(++lastG, State.RUNNABLE);
        JavaThread parent = any(JavaThread::isRunning);
        if (parent == null) {
            encoder.goCreate(DISPATCHER_M, tick(), created.g, stack(), Stack.NONE);
        } else {
            encoder.goCreate(parent.m, tick(), created.g, stack(), stack());
        }
        threads.add(created);
    }

    private void runThread() {
        JavaThread thread = any(candidate -> candidate.state == State.RUNNABLE);
        if (thread != null) {
            takeProc(thread);
            encoder.goStart(thread.m, tick(), thread.g);
            thread.state = State.RUNNING;
        }
    }

    private void takeProc(JavaThread thread) {
        if (idleProcs.isEmpty()) {
            idleProcs.add(encoder.procCount());
            encoder.addIdleProc(tick());
            encoder.procsChange(VM_M, tick(), encoder.procCount());
        }
        thread.proc = idleProcs.pollFirst();
        encoder.procStart(thread.m, tick(), thread.proc);
    }

    private void dropProc(JavaThread thread) {
        encoder.procStop(thread.m, tick());
        idleProcs.add(thread.proc);
        thread.proc = -1;
    }

    private void block() {
        JavaThread thread = any(JavaThread::isRunning);
        if (thread != null) {
            String reason = REASONS[random.nextInt(REASONS.length)];
            encoder.goBlock(thread.m, tick(), reason, stack());
            dropProc(thread);
            thread.state = State.WAITING;
        }
    }

    private void unblock() {
        JavaThread thread = any(candidate -> candidate.state == State.WAITING);
        if (thread != null) {
            JavaThread waker = any(JavaThread::isRunning);
            encoder.goUnblock(waker == null ? DISPATCHER_M : waker.m, tick(), thread.g, stack());
            thread.state = State.RUNNABLE;
        }
    }

    private void preempt() {
        JavaThread thread = any(JavaThread::isRunning);
        if (thread != null) {
            preempt(thread);
        }
    }

    private void preempt(JavaThread thread) {
        encoder.goStop(thread.m, tick(), "preempted", stack());
        dropProc(thread);
        thread.state = State.RUNNABLE;
    }

    private void enterSyscall() {
        JavaThread thread = any(candidate -> candidate.isRunning() && !candidate.assists);
        if (thread != null) {
            encoder.goSyscallBegin(thread.m, tick(), stack());
            thread.state = State.SYSCALL;
        }
    }

    private void loseProcInSyscall() {
        JavaThread thread = any(candidate -> candidate.state == State.SYSCALL);
        if (thread != null) {
            dropProc(thread);
            thread.state = State.SYSCALL_WITHOUT_PROC;
        }
    }

    private void leaveSyscall() {
        JavaThread thread = any(candidate -> candidate.state == State.SYSCALL);
        if (thread != null) {
            encoder.goSyscallEnd(thread.m, tick());
            thread.state = State.RUNNING;
        }
        JavaThread late = any(candidate -> candidate.state == State.SYSCALL_WITHOUT_PROC);
        if (late != null && random.nextBoolean()) {
            encoder.emit(EventType.GO_SYSCALL_END_BLOCKED, late.m, tick(), 0, 0, 0, 0, null);
            late.state = State.RUNNABLE;
        }
    }

    private void beginRegion() {
        JavaThread thread = any(JavaThread::isRunning);
        if (thread != null && thread.regions.size() < 5) {
            OpenRegion region = new OpenRegion(task(), "region " + random.nextInt(5));
            encoder.userRegionBegin(thread.m, tick(), region.task, region.name, stack());
            thread.regions.push(region);
        }
    }

    private void endRegion() {
        JavaThread thread = any(candidate -> candidate.isRunning() && !candidate.regions.isEmpty());
        if (thread != null) {
            OpenRegion region = thread.regions.pop();
            encoder.userRegionEnd(thread.m, tick(), region.task, region.name, stack());
        }
    }

    private void beginOrEndTask() {
        JavaThread thread = any(JavaThread::isRunning);
        if (thread == null) {
            return;
        }
        if (tasks.size() < 4) {
            long parent = task();
            encoder.userTaskBegin(thread.m, tick(), ++lastTask, parent, "task", stack());
            tasks.add(lastTask);
        } else {
            long ended = tasks.remove(random.nextInt(tasks.size()));
            encoder.userTaskEnd(thread.m, tick(), ended, stack());
        }
    }

    private void annotate() {
        JavaThread thread = any(JavaThread::isRunning);
        if (thread != null) {
            encoder.userLog(thread.m, tick(), task(), "log", "line " + time, stack());
            encoder.goLabel(thread.m, tick(), "thread " + thread.g);
        }
        encoder.heapAlloc(DISPATCHER_M, tick(), random.nextInt(1 << 30));
        encoder.heapGoal(DISPATCHER_M, tick(), 1L << 31);
    }

    private void sample() {
        JavaThread thread = any(JavaThread::isRunning);
        if (thread != null) {
            encoder.cpuSample(tick(), thread.m, thread.proc, thread.g, stack());
        }
    }

    private void assist() {
        JavaThread thread = any(JavaThread::isRunning);
        if (thread != null) {
            toggleAssist(thread);
        }
    }

    private void toggleAssist(JavaThread thread) {
        if (thread.assists) {
            encoder.gcMarkAssistEnd(thread.m, tick());
        } else {
            encoder.gcMarkAssistBegin(thread.m, tick(), stack());
        }
        thread.assists = !thread.assists;
    }

    private void collect() {
        if (gcRuns) {
            encoder.gcEnd(VM_M, tick());
        } else {
            encoder.gcBegin(VM_M, tick(), stack());
        }
        gcRuns = !gcRuns;
    }

    private void stopTheWorld() {
        encoder.stwBegin(VM_M, tick(), "GC pause " + random.nextInt(3), stack());
        List<JavaThread> stopped = new ArrayList<>();
        for (JavaThread thread : threads) {
            if (thread.isRunning() && random.nextInt(4) > 0) {
                preempt(thread);
                stopped.add(thread);
            }
        }
        if (encoder.mayCut()) {
            throw new AssertionError("the world is stopped");
        }
        for (JavaThread thread : stopped) {
            takeProc(thread);
            encoder.goStart(thread.m, tick(), thread.g);
            thread.state = State.RUNNING;
        }
        encoder.stwEnd(VM_M, tick());
    }

    private void endThread() {
        JavaThread thread = any(JavaThread::isRunning);
        if (thread != null) {
            if (thread.assists) {
                toggleAssist(thread);
            }
            encoder.goDestroy(thread.m, tick());
            dropProc(thread);
            threads.remove(thread);
        }
    }

    private JavaThread any(Predicate<JavaThread> wanted) {
        if (threads.isEmpty()) {
            return null;
        }
        int from = random.nextInt(threads.size());
        for (int i = 0; i < threads.size(); i++) {
            JavaThread candidate = threads.get((from + i) % threads.size());
            if (wanted.test(candidate)) {
                return candidate;
            }
        }
        return null;
    }

    private long task() {
        return tasks.isEmpty() || random.nextBoolean()
                ? 0
                : tasks.get(random.nextInt(tasks.size()));
    }

    private Stack stack() {
        return random.nextInt(10) == 0 ? Stack.NONE : stacks[random.nextInt(stacks.length)];
    }

    /** Now and then no time passes between two events. */
    private long tick() {
        time += random.nextInt(500);
        return time;
    }
}
