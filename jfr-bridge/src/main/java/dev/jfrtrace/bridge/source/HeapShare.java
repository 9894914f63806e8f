package dev.jfrtrace.bridge.source;

/** What may be taken of a heap that is a program's, and not ours. */
public final class HeapShare {
    private HeapShare() {}

    /** So many bytes, or a part of the largest heap that this JVM may have, if that is less. */
    public static long atMost(long bytes, int parts) {
        return Math.min(bytes, Runtime.getRuntime().maxMemory() / parts);
    }
}
