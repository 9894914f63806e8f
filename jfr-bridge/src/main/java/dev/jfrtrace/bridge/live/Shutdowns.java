package dev.jfrtrace.bridge.live;

/** Tells whether the JVM is shutting down, which the JDK tells only those who want to hook in. */
final class Shutdowns {
    private Shutdowns() {}

    static boolean isShuttingDown() {
        Thread probe = new Thread(() -> {}, OwnThreads.PREFIX + "probe");
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }
}
