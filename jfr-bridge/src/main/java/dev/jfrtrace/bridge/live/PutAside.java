package dev.jfrtrace.bridge.live;

/**
 * Keeps interrupts of the calling thread away from work that they would break off, such as reading
 * files through channels: closing it sets the thread's flag again if there was one.
 */
final class PutAside implements AutoCloseable {
    private boolean hasInterrupt;

    PutAside() {
        again();
    }

    /** The same with one that has come since. */
    void again() {
        hasInterrupt |= Thread.interrupted();
    }

    /** The same with one that was thrown. */
    void thrown() {
        hasInterrupt = true;
    }

    @Override
    public void close() {
        if (hasInterrupt) {
            Thread.currentThread().interrupt();
        }
    }
}
