package dev.jfrtrace.api;

/** Where annotations go; without JFR nowhere, which is what the default methods do. */
interface Annotations {
    /** The way of this runtime. */
    static Annotations ofThisRuntime() {
        try {
            Class.forName("jdk.jfr.Event");
            return new JfrAnnotations();
        } catch (ClassNotFoundException | LinkageError e) {
            // A runtime without the module jdk.jfr.
            return new Annotations() {};
        }
    }

    default boolean isEnabled() {
        return false;
    }

    /** Returns the new task's id, unique in this JVM; 0 where nobody listens. */
    default long beginTask(long parent, String name) {
        return 0;
    }

    default void endTask(long task) {}

    default void beginRegion(long task, String name) {}

    default void endRegion(long task, String name) {}

    default void log(long task, String category, String message) {}
}
