package dev.jfrtrace.api;

import java.util.function.Supplier;

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

    /** The same with a message that is asked for where somebody listens. */
    default void log(long task, String category, Supplier<String> message) {
        if (isEnabled()) {
            log(task, category, text(message));
        }
    }

    private static String text(Supplier<String> message) {
        try {
            return Trace.text(message == null ? null : message.get());
        } catch (RuntimeException e) {
            // Nobody would expect it where nobody listens.
            return "no message: " + e.getClass().getName();
        }
    }
}
