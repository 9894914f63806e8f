package dev.jfrtrace.bridge.live;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Makes JFR flush more often than once a second, which no public API does. Works where the JDK's
 * package is open to this module.
 */
final class FlushForcer {
    private final Object repository;
    private final Method flush;

    private FlushForcer(Object repository, Method flush) {
        this.repository = repository;
        this.flush = flush;
    }

    /** Returns {@code null} where it cannot be done. */
    static FlushForcer find() {
        try {
            Class<?> type = Class.forName("jdk.jfr.internal.MetadataRepository");
            Method instance = type.getDeclaredMethod("getInstance");
            instance.setAccessible(true);
            Method flush = type.getDeclaredMethod("flush");
            flush.setAccessible(true);
            return new FlushForcer(instance.invoke(null), flush);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    /** Where it fails JFR's own second remains, and with it all of the trace. */
    void flush() {
        try {
            flush.invoke(repository);
        } catch (IllegalAccessException | InvocationTargetException e) {
            // The next one may work.
        }
    }
}
