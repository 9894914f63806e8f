package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.mapping.JfrMapping.FILE_FORCE;
import static dev.jfrtrace.bridge.mapping.JfrMapping.FILE_READ;
import static dev.jfrtrace.bridge.mapping.JfrMapping.FILE_WRITE;
import static dev.jfrtrace.bridge.mapping.JfrMapping.SOCKET_READ;
import static dev.jfrtrace.bridge.mapping.JfrMapping.SOCKET_WRITE;

import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.encoder.generation.Stack;
import java.util.Map;

/** Waits for other machines, and system calls on files and sockets. */
final class IoEvents {
    private final Stage stage;
    private final ThreadModel threads;
    private final WaitPlanner waits;

    IoEvents(Stage stage) {
        this.stage = stage;
        this.threads = stage.threads;
        this.waits = new WaitPlanner(stage);
    }

    void register(Map<JfrMapping, EventHandler> handlers) {
        handlers.put(SOCKET_READ, this::read);
        handlers.put(SOCKET_WRITE, this::syscall);
        handlers.put(FILE_READ, this::syscall);
        handlers.put(FILE_WRITE, this::syscall);
        handlers.put(FILE_FORCE, this::syscall);
    }

    /**
     * A virtual thread that reads and stays on its carrier finds something to read, or is pinned.
     */
    private Fate read(JfrRecord record, TracedThread thread) {
        if (!WaitPlanner.staysOnCarrier(record, thread)) {
            return network(record, thread);
        }
        Wait read = call(record, thread);
        Fate fate =
                waits.plan(record, read, "system call", t -> begin(read, t), new EndOfRead(read));
        if (read.isPlanned()) {
            thread.lastRead = read;
        }
        return fate;
    }

    /** A call of the system, which has the peer or the file as its leaf. */
    private Wait call(JfrRecord record, TracedThread thread) {
        Stack stack = stage.stacks.at(record.stack, record.slots[0]);
        return new Wait(thread, null, BlockReason.NETWORK, stack);
    }

    private void begin(Wait read, long time) {
        if (read.isPinned) {
            threads.block(read, time);
        } else {
            threads.beginSyscall(read, time);
        }
    }

    /** Ends what the read was shown as. */
    private final class EndOfRead implements Step {
        private final Wait read;

        EndOfRead(Wait read) {
            this.read = read;
        }

        @Override
        public void run(long time) {
            if (isWake()) {
                threads.wake(read, time);
            } else {
                threads.endSyscall(read.thread, time);
            }
        }

        @Override
        public boolean isWake() {
            return read.thread.wait == read;
        }
    }

    private Fate network(JfrRecord record, TracedThread thread) {
        return waits.block(record, call(record, thread));
    }

    /** Where a virtual thread leaves its carrier meanwhile, it waits for the other side. */
    private Fate syscall(JfrRecord record, TracedThread thread) {
        Wait call = call(record, thread);
        return waits.plan(
                record,
                call,
                "system call",
                time -> threads.beginSyscall(call, time),
                time -> threads.endSyscall(thread, time));
    }
}
