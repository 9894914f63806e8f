package dev.jfrtrace.bridge.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Hears signals in place of the JVM, which would end. By reflection: the class for it is in every
 * JDK, and compilers warn of it. Where it is missing, signals end the JVM as ever.
 */
final class Signals {
    private static final String SIGNAL = "sun.misc.Signal";
    private static final String HANDLER = "sun.misc.SignalHandler";

    private final Map<Object, Object> before = new LinkedHashMap<>();
    private final Method handle;

    private Signals(Method handle) {
        this.handle = handle;
    }

    /**
     * Hears signals until it is closed.
     *
     * @param heard gets the signal's name, on a thread of its own
     * @param names without SIG
     */
    static Signals hear(Consumer<String> heard, String... names) {
        try {
            Class<?> signal = Class.forName(SIGNAL);
            Class<?> handler = Class.forName(HANDLER);
            Signals signals = new Signals(signal.getMethod("handle", signal, handler));
            for (String name : names) {
                Object proxy = proxy(handler, () -> heard.accept(name));
                signals.add(signal.getConstructor(String.class).newInstance(name), proxy);
            }
            return signals;
        } catch (ReflectiveOperationException e) {
            return new Signals(null);
        }
    }

    private static Object proxy(Class<?> handler, Runnable heard) {
        return Proxy.newProxyInstance(
                Signals.class.getClassLoader(),
                new Class<?>[] {handler},
                (proxy, method, args) -> {
                    switch (method.getName()) {
                        case "handle":
                            heard.run();
                            return null;
                        case "equals":
                            return proxy == args[0];
                        case "hashCode":
                            return System.identityHashCode(proxy);
                        default:
                            return HANDLER;
                    }
                });
    }

    private void add(Object signal, Object handler) throws IllegalAccessException {
        try {
            before.put(signal, handle.invoke(null, signal, handler));
        } catch (InvocationTargetException e) {
            // The JVM has it for itself (-Xrs), or the system does not know it.
        }
    }

    /** Signals do again what they did before. */
    void close() {
        before.forEach(
                (signal, handler) -> {
                    try {
                        handle.invoke(null, signal, handler);
                    } catch (ReflectiveOperationException e) {
                        // It worked the other way; the process ends soon.
                    }
                });
        before.clear();
    }
}
