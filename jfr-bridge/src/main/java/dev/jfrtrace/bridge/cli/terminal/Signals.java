package dev.jfrtrace.bridge.cli.terminal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Hears signals in place of the JVM, which would end, and keeps them until somebody can answer. By
 * reflection: the class for it is in every JDK, and compilers warn of it. Where it is missing,
 * signals end the JVM as ever.
 */
public final class Signals {
    private static final String SIGNAL = "sun.misc.Signal";
    private static final String HANDLER = "sun.misc.SignalHandler";

    private final Map<Object, Object> before = new LinkedHashMap<>();
    private final Method handle;
    private final List<String> unanswered = new ArrayList<>();
    private Consumer<String> answer;
    private int patience;

    private Signals(Method handle, int patience) {
        this.handle = handle;
        this.patience = patience;
    }

    /**
     * Hears signals until it is closed.
     *
     * @param patience as many are heard, and those that come after them no more: whoever sends them
     *     need not be at the mercy of what does not end
     * @param names without SIG
     */
    public static Signals hear(int patience, String... names) {
        try {
            Class<?> signal = Class.forName(SIGNAL);
            Class<?> handler = Class.forName(HANDLER);
            Signals signals = new Signals(signal.getMethod("handle", signal, handler), patience);
            for (String name : names) {
                Object proxy = proxy(handler, () -> signals.heard(name));
                signals.add(signal.getConstructor(String.class).newInstance(name), proxy);
            }
            return signals;
        } catch (ReflectiveOperationException e) {
            return new Signals(null, 0);
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

    private synchronized void heard(String name) {
        if (--patience == 0) {
            close();
        }
        if (answer == null) {
            unanswered.add(name);
        } else {
            answer.accept(name);
        }
    }

    /** Whether some have come that nobody has answered. */
    public synchronized boolean areUnanswered() {
        return !unanswered.isEmpty();
    }

    /**
     * From now on they are answered, and so are those that have come before.
     *
     * @param by gets the signal's name, on a thread of its own
     */
    public synchronized void answer(Consumer<String> by) {
        answer = by;
        unanswered.forEach(by);
        unanswered.clear();
    }

    /** Signals do again what they did before. */
    public synchronized void close() {
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
