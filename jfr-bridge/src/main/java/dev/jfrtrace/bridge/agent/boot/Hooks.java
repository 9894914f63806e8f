package dev.jfrtrace.bridge.agent.boot;

import java.util.concurrent.locks.LockSupport;
import jdk.jfr.FlightRecorder;

/**
 * The hooks. The JDK calls them with locks held, in the middle of what keeps threads alive:
 * whatever goes wrong in here stays in here, and is counted. While nobody records, a hook asks one
 * question and allocates nothing.
 */
public final class Hooks {
    /** Asked only whether such events are recorded. */
    private static final Unpark UNPARK = new Unpark();

    private static final Interrupt INTERRUPT = new Interrupt();
    private static final VirtualThreadPark PARK = new VirtualThreadPark();
    private static final VirtualThreadRun RUN = new VirtualThreadRun();
    private static final VirtualThreadRunnable RUNNABLE = new VirtualThreadRunnable();

    /** One for the JVM: JFR knows it again by being the same. */
    private static final Runnable TELL_FAILURES = Hooks::tellFailures;

    /**
     * Counted without a lock: some may go uncounted, but not all. Nor is a method called for it,
     * which could not be where the stack is full.
     */
    private static volatile long failures;

    private Hooks() {}

    /** Makes everything ready, so that no class is loaded or linked within a hook. */
    public static void prepare() {
        FlightRecorder.register(Unpark.class);
        FlightRecorder.register(Interrupt.class);
        FlightRecorder.register(VirtualThreadPark.class);
        FlightRecorder.register(VirtualThreadRun.class);
        FlightRecorder.register(VirtualThreadRunnable.class);
        FlightRecorder.register(WriterReset.class);
        Thread self = Thread.currentThread();
        int started = VirtualThreadState.STARTED.number();
        unpark(self);
        record(self);
        interrupt(self);
        recordInterrupt(self);
        parkBegins(1);
        parkEnds(null);
        runBegins(self);
        runEnds(new VirtualThreadRun(), started);
        runnable(self, started);
        recordRunnable(self, started);
        failures = 0;
        // It holds whoever made them ready: last, for then nothing can fail any more.
        FlightRecorder.removePeriodicEvent(TELL_FAILURES);
        FlightRecorder.addPeriodicEvent(HookFailures.class, TELL_FAILURES);
    }

    /** Nobody calls them any more: JFR forgets who made them ready. */
    public static void dismiss() {
        FlightRecorder.removePeriodicEvent(TELL_FAILURES);
    }

    /** Before {@code thread} is unparked by the calling one. */
    public static void unpark(Object thread) {
        try {
            if (UNPARK.isEnabled()) {
                record((Thread) thread);
            }
        } catch (Throwable e) {
            failures++;
        }
    }

    private static void record(Thread target) {
        Unpark event = new Unpark();
        event.target = target;
        event.commit();
    }

    /** Before {@code thread} is interrupted by the calling one, which may be itself. */
    public static void interrupt(Object thread) {
        try {
            if (INTERRUPT.isEnabled() && thread != Thread.currentThread()) {
                recordInterrupt((Thread) thread);
            }
        } catch (Throwable e) {
            failures++;
        }
    }

    private static void recordInterrupt(Thread target) {
        Interrupt event = new Interrupt();
        event.target = target;
        event.commit();
    }

    /**
     * The calling virtual thread begins to park.
     *
     * @param nanos for how long at most; 0 for any time
     * @return for {@link #parkEnds}; {@code null} when nobody wants to know
     */
    public static Object parkBegins(long nanos) {
        try {
            if (!PARK.isEnabled()) {
                return null;
            }
            VirtualThreadPark event = new VirtualThreadPark();
            Object blocker = LockSupport.getBlocker(Thread.currentThread());
            event.parkedClass = blocker == null ? null : blocker.getClass();
            event.timeout = nanos;
            event.begin();
            return event;
        } catch (Throwable e) {
            failures++;
            return null;
        }
    }

    /** The calling virtual thread has parked. */
    public static void parkEnds(Object begun) {
        try {
            if (begun != null) {
                ((VirtualThreadPark) begun).commit();
            }
        } catch (Throwable e) {
            failures++;
        }
    }

    /**
     * A virtual thread is about to be mounted on the calling one, its carrier.
     *
     * @return for {@link #runEnds}; {@code null} when nobody wants to know
     */
    public static Object runBegins(Object thread) {
        try {
            if (!RUN.isEnabled()) {
                return null;
            }
            VirtualThreadRun event = new VirtualThreadRun();
            event.virtualThread = (Thread) thread;
            event.begin();
            return event;
        } catch (Throwable e) {
            failures++;
            return null;
        }
    }

    /** It has been unmounted, and its state says what for. */
    public static void runEnds(Object begun, int state) {
        try {
            if (begun != null) {
                VirtualThreadRun event = (VirtualThreadRun) begun;
                event.end();
                event.state = VirtualThreadState.afterUnmount(state);
                new WriterReset().commit();
                event.commit();
            }
        } catch (Throwable e) {
            failures++;
        }
    }

    /** The calling thread is about to give a virtual one to the scheduler. */
    public static void runnable(Object thread, int state) {
        try {
            if (RUNNABLE.isEnabled()) {
                recordRunnable((Thread) thread, state);
            }
        } catch (Throwable e) {
            failures++;
        }
    }

    private static void recordRunnable(Thread thread, int state) {
        VirtualThreadRunnable event = new VirtualThreadRunnable();
        event.virtualThread = thread;
        event.starts = state == VirtualThreadState.STARTED.number();
        event.commit();
    }

    /** Where nothing can fail any more: on JFR's own thread. */
    private static void tellFailures() {
        HookFailures event = new HookFailures();
        event.count = failures;
        if (event.count > 0) {
            event.commit();
        }
    }

    /** How often a hook failed, at the least; its event is lost then. */
    public static long failures() {
        return failures;
    }
}
