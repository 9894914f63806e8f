package dev.jfrtrace.bridge.junit;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** What tests are called in a trace: {@code OrderTest.placesOrders}. */
final class TestNames {
    private TestNames() {}

    /** A method of a test class. */
    static String method(ReflectiveInvocationContext<Method> method) {
        return name(method.getTargetClass(), method.getExecutable());
    }

    /** A test; invocations of one that has several, by their display names as well. */
    static String test(ExtensionContext context) {
        Class<?> type = context.getRequiredTestClass();
        Method method = context.getRequiredTestMethod();
        String name = name(type, method);
        boolean isOneOfMany = context.getUniqueId().contains("-invocation:");
        return isOneOfMany ? name + " " + context.getDisplayName() : name;
    }

    /** Without the package, but with the classes that it is nested in. */
    private static String name(Class<?> type, Method method) {
        String full = type.getName();
        return full.substring(full.lastIndexOf('.') + 1) + "." + method.getName();
    }
}
