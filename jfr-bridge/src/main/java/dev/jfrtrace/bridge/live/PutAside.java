package dev.jfrtrace.bridge.live;

/**
 * Interrupts of the calling thread that come before or during work which they would break off, such
 * as reading files: they take effect behind it.
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
