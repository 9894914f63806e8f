package dev.jfrtrace.bridge.agent;

import dev.jfrtrace.bridge.Script;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;

/** Hands numbers from thread to thread, and says so when all have come. */
final class HookedProgram {
    static final String DONE = "all handed over";
    static final int CODE = 7;
    private static final int COUNT = 2_000;

    private HookedProgram() {}

    public static void main(String[] args) throws InterruptedException {
        boolean isVirtual = args.length > 0 && args[0].equals("virtual");
        if (args.length > 0 && args[0].equals("deep")) {
            deepen(0);
        }
        LinkedBlockingQueue<Integer> there = new LinkedBlockingQueue<>(1);
        LinkedBlockingQueue<Integer> back = new LinkedBlockingQueue<>(1);
        Thread other =
                isVirtual && Script.hasVirtualThreads()
                        ? Script.startVirtual("other", () -> pass(there, back))
                        : Script.start("other", () -> pass(there, back));
        for (int i = 0; i < COUNT; i++) {
            there.put(i);
            if (back.take() != i) {
                throw new AssertionError(i);
            }
        }
        other.join();
        if (args.length > 0 && args[0].equals("meddle")) {
            stopRecordings();
        }
        System.out.println(DONE);
        System.exit(CODE);
    }

    /** Returns when the trace has seen it: it must not take it for the JVM's end. */
    private static void stopRecordings() throws InterruptedException {
        FlightRecorder.getFlightRecorder().getRecordings().forEach(Recording::stop);
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("jfrtrace engine")) {
                thread.join();
            }
        }
    }

    private static void pass(LinkedBlockingQueue<Integer> from, LinkedBlockingQueue<Integer> to) {
        try {
            for (int i = 0; i < COUNT; i++) {
                to.put(from.take());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Down to the end of the stack, with an unpark on each level on the way back as well. */
    private static int deepen(int level) {
        int deepest;
        try {
            deepest = deepen(level + 1);
        } catch (StackOverflowError e) {
            deepest = level;
        }
        if (deepest - level < 200) {
            try {
                LockSupport.unpark(Thread.currentThread());
            } catch (StackOverflowError e) {
                // Without the agent as well, where the stack has no room for the call itself.
            }
        }
        return deepest;
    }
}
