package dev.jfrtrace.bridge.live;

import java.util.function.Supplier;

/** The caller's class loader, which JFR's own threads, which never end, would keep for ever. */
final class CallersLoader {
    private CallersLoader() {}

    /** Does what may start threads of JFR, which take on the loader of whoever starts them. */
    static <T> T without(Supplier<T> work) {
        Thread caller = Thread.currentThread();
        ClassLoader loader = caller.getContextClassLoader();
        caller.setContextClassLoader(null);
        try {
            return work.get();
        } finally {
            caller.setContextClassLoader(loader);
        }
    }
}
