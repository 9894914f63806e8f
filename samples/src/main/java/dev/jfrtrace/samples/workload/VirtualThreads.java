package dev.jfrtrace.samples.workload;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Virtual threads from code that is compiled for a Java without them. */
public final class VirtualThreads {
    private static final Method START = find();

    private VirtualThreads() {}

    /** Whether this JDK has them. */
    public static boolean available() {
        return START != null;
    }

    /**
     * Runs the body on a virtual thread of its own.
     *
     * @return whether it could be; if not, nothing has been started
     */
    public static boolean start(Runnable body) {
        if (START == null) {
            return false;
        }
        try {
            START.invoke(null, body);
            return true;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        } catch (InvocationTargetException e) {
            // In JDK 19 and 20 they are a preview and refuse to start.
            if (e.getCause() instanceof UnsupportedOperationException) {
                return false;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Method find() {
        try {
            return Thread.class.getMethod("startVirtualThread", Runnable.class);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }
}
