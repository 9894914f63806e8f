package dev.jfrtrace.bridge.source;

/** Bounds for what a live trace may take of the heap, which belongs to the traced program. */
public final class HeapShare {
    private HeapShare() {}

    /** So many bytes, or a part of the largest heap that this JVM may have, if that is less. */
    public static long atMost(long bytes, int parts) {
        return Math.min(bytes, Runtime.getRuntime().maxMemory() / parts);
    }
}
