package dev.jfrtrace.bridge.live;

/** Threads of the tracer: daemons, whose names say whose they are. */
final class OwnThreads {
    static final String PREFIX = "jfrtrace ";

    private OwnThreads() {}

    /** Starts a thread; what it throws is its own affair. */
    static Thread start(String role, Runnable work) {
        Thread thread = new Thread(null, work, PREFIX + role, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
        return thread;
    }

    static boolean isOne(Thread thread) {
        return thread.getName().startsWith(PREFIX);
    }
}
