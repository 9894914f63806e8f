package dev.jfrtrace.bridge.live;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Makes JFR flush more often than once a second, which no public API does. Works where the JDK's
 * packages are open to this module.
 */
final class FlushForcer {
    private static final String[] UTILS = {
        "jdk.jfr.internal.util.Utils", "jdk.jfr.internal.Utils",
    };

    private final Object repository;
    private final Method flush;
    private final Method notifyFlush;

    private FlushForcer(Object repository, Method flush, Method notifyFlush) {
        this.repository = repository;
        this.flush = flush;
        this.notifyFlush = notifyFlush;
    }

    /** Returns {@code null} where it cannot be done. */
    static FlushForcer find() {
        try {
            Class<?> type = Class.forName("jdk.jfr.internal.MetadataRepository");
            Method instance = type.getDeclaredMethod("getInstance");
            instance.setAccessible(true);
            Method flush = type.getDeclaredMethod("flush");
            flush.setAccessible(true);
            Method notifyFlush = notifyFlush();
            notifyFlush.setAccessible(true);
            return new FlushForcer(instance.invoke(null), flush, notifyFlush);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    private static Method notifyFlush() throws ReflectiveOperationException {
        for (String name : UTILS) {
            try {
                return Class.forName(name).getDeclaredMethod("notifyFlush");
            } catch (ClassNotFoundException | NoSuchMethodException e) {
                // JDK 22 moved it.
            }
        }
        throw new NoSuchMethodException("notifyFlush");
    }

    /** Where it fails JFR's own second remains, and with it all of the trace. */
    void flush() {
        try {
            flush.invoke(repository);
            notifyFlush.invoke(null);
        } catch (IllegalAccessException | InvocationTargetException e) {
            // The next one may work.
        }
    }
}
