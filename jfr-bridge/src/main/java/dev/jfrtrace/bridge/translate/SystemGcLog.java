package dev.jfrtrace.bridge.translate;

/** A log of a thread that asks for a collection, where it does so. */
public final class SystemGcLog {
    public static final String CATEGORY = "System.gc";

    private SystemGcLog() {}

    /**
     * @param isConcurrent whether the JVM was told to do such collections beside the program
     */
    static String message(boolean isConcurrent) {
        return isConcurrent ? "a concurrent collection" : "a full collection";
    }
}
