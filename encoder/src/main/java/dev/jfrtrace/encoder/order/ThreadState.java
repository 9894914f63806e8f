package dev.jfrtrace.encoder.order;

import dev.jfrtrace.encoder.format.Limits;

/** What a thread (an M) holds. Threads appear with their first mention. */
final class ThreadState {
    final long id;
    ProcState proc;
    GoState goroutine;

    ThreadState(long id) {
        this.id = id;
    }

    long goroutineId() {
        return goroutine == null ? Limits.NONE : goroutine.id;
    }
}
