package dev.jfrtrace.bridge.agent;

import com.sun.management.ThreadMXBean;
import dev.jfrtrace.bridge.Script;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.concurrent.locks.LockSupport;

/** Calls what has hooks, each a known number of times, and tells what each took. */
enum HookedCalls {
    /** Of one's own permit, which nobody waits for. */
    UNPARK(
            17,
            () -> {
                for (int i = 0; i < HookedCalls.COUNT; i++) {
                    LockSupport.unpark(Thread.currentThread());
                }
            }),
    /** Of a thread that never runs. */
    INTERRUPT(17, () -> interrupt(new Thread(() -> {}))),
    /** Of one that does no more. */
    VIRTUAL_INTERRUPT(
            21,
            () -> {
                Thread done = Script.startVirtual("done", () -> {});
                done.join();
                interrupt(done);
            }),
    /** With a permit, so that the thread stays where it is. */
    VIRTUAL_PARK(
            21,
            () ->
                    Script.startVirtual(
                                    "parking",
                                    () -> {
                                        for (int i = 0; i < HookedCalls.COUNT; i++) {
                                            LockSupport.unpark(Thread.currentThread());
                                            LockSupport.park();
                                        }
                                    })
                            .join()),
    VIRTUAL_SWITCH(
            21,
            () ->
                    Script.startVirtual(
                                    "yielding",
                                    () -> {
                                        for (int i = 0; i < HookedCalls.COUNT; i++) {
                                            Thread.yield();
                                        }
                                    })
                            .join());

    static final int COUNT = 10_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final int since;
    private final Script.Work calls;

    HookedCalls(int since, Script.Work calls) {
        this.since = since;
        this.calls = calls;
    }

    private static void interrupt(Thread thread) {
        for (int i = 0; i < COUNT; i++) {
            thread.interrupt();
        }
    }

    /** Whether this JDK has what is called. */
    boolean isPossible() {
        return Runtime.version().feature() >= since;
    }

    public static void main(String[] args) throws Exception {
        // What is loaded and made ready for the first time is not the hooks' doing.
        failures();
        bytes();
        for (HookedCalls calls : values()) {
            if (calls.isPossible()) {
                calls.calls.run();
                calls.tell();
            }
        }
    }

    private void tell() throws Exception {
        long bytes = bytes();
        long failures = failures();
        calls.run();
        bytes = bytes() - bytes;
        System.out.println(name() + " " + bytes + " " + (failures() - failures));
    }

    /** Allocated so far by the calling thread, and by virtual ones on their carriers. */
    private static long bytes() {
        long bytes = 0;
        for (long id : THREADS.getAllThreadIds()) {
            ThreadInfo thread = THREADS.getThreadInfo(id);
            boolean isCarrier = thread != null && thread.getThreadName().startsWith("ForkJoinPool");
            if (isCarrier || id == Thread.currentThread().getId()) {
                bytes += THREADS.getThreadAllocatedBytes(id);
            }
        }
        return bytes;
    }

    private static long failures() throws ReflectiveOperationException {
        try {
            String hooks = "dev.jfrtrace.bridge.agent.boot.Hooks";
            return (long) Class.forName(hooks, true, null).getMethod("failures").invoke(null);
        } catch (ClassNotFoundException e) {
            return 0;
        }
    }
}
