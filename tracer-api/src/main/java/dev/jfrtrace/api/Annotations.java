package dev.jfrtrace.api;

import java.util.function.Supplier;

/**
 * Takes an application's tasks, regions and logs. The default methods do nothing: that is all there
 * is in a runtime without JFR.
 */
interface Annotations {
    /** The implementation for this runtime: with JFR if it has that module. */
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

    /** Returns the new task's id, unique in this JVM; 0 while nothing records. */
    default long beginTask(long parent, String name) {
        return 0;
    }

    default void endTask(long task) {}

    default void beginRegion(long task, String name) {}

    default void endRegion(long task, String name) {}

    default void log(long task, String category, String message) {}

    /** The same with a message that is computed only while a recording wants it. */
    default void log(long task, String category, Supplier<String> message) {
        if (isEnabled()) {
            log(task, category, text(message));
        }
    }

    private static String text(Supplier<String> message) {
        try {
            return Trace.text(message == null ? null : message.get());
        } catch (RuntimeException e) {
            // The program would not have met it without a recording, so it must not meet it now.
            return "no message: " + e.getClass().getName();
        }
    }
}
