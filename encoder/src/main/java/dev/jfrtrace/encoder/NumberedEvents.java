package dev.jfrtrace.encoder;

import dev.jfrtrace.encoder.format.EventType;

/** Events of a trace whose state is known: it supplies their sequence numbers. */
abstract class NumberedEvents extends TraceEvents {
    NumberedEvents() {}

    @Override
    final boolean emitNext(
            EventType type, long m, long time, long a0, long a1, long a2, long a3, String text) {
        // One call for all events: compilers would take a copy of all it leads to for each.
        int place = type.sequenceArg();
        long next = place < 0 ? 0 : nextSequence(type, m, a0);
        long first = place == 0 ? next : a0;
        long second = place == 1 ? next : a1;
        return emit(type, m, time, first, second, a2, a3, text);
    }

    private long nextSequence(EventType type, long m, long a0) {
        switch (type) {
            case PROC_START:
            case PROC_STEAL:
                return nextProcSequence(a0);
            case GO_START:
            case GO_UNBLOCK:
            case GO_SWITCH:
            case GO_SWITCH_DESTROY:
                touch(a0);
                return nextGoSequence(a0);
            case GO_SYSCALL_BEGIN:
                return nextProcSequenceOf(m);
            default:
                return nextGcSequence();
        }
    }

    /** Makes sure that the open generation has stated the goroutine. */
    abstract void touch(long g);

    abstract long nextProcSequence(long p);

    abstract long nextProcSequenceOf(long m);

    abstract long nextGoSequence(long g);

    abstract long nextGcSequence();
}
