package dev.jfrtrace.bridge.live;

/** Threads of the tracer: daemons, whose names say whose they are. */
final class OwnThreads {
    static final String PREFIX = "jfrtrace ";

    private OwnThreads() {}

    /**
     * Starts a thread; what it throws is its own affair. It does not belong to the caller's group,
     * which may be interrupted as a whole or, on JDK 17, destroyed.
     */
    static Thread start(String role, Runnable work) {
        Thread thread = new Thread(topGroup(), work, PREFIX + role, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
        return thread;
    }

    /** The group that all threads of the JVM are in. */
    static ThreadGroup topGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }

    static boolean isOne(Thread thread) {
        return thread.getName().startsWith(PREFIX);
    }
}
