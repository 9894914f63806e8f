package dev.jfrtrace.bridge.junit;

import dev.jfrtrace.api.Region;
import dev.jfrtrace.api.Task;
import dev.jfrtrace.api.Trace;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Traces all tests of a JVM into one file. Each test is a task, from before its {@code @BeforeEach}
 * methods to after its {@code @AfterEach} methods; each of these methods, and the test itself, is a
 * region of it. A test that fails has a log of the category {@code failed}.
 *
 * <p>Either let JUnit find it, for all tests, where they run on the class path,
 *
 * <pre>
 * mvn test -Djunit.jupiter.extensions.autodetection.enabled=true -Djfrtrace.trace=target/tests.trace
 * </pre>
 *
 * or put {@code @ExtendWith(TracingExtension.class)} on some. Its settings are configuration
 * parameters of JUnit's: system properties, or lines of {@code junit-platform.properties}.
 *
 * <ul>
 *   <li>{@value #TRACE}: the file. Folders are made, {@code %p} stands for the process's id (for
 *       builds that run tests in several JVMs). Without it nothing is traced, and tests are tasks
 *       of whatever JFR recording is running.
 *   <li>{@value #PRESET}: {@code light}, {@code balanced} (the default) or {@code full}.
 * </ul>
 *
 * <p>The trace begins before the first test class that has the extension, and is complete when
 * JUnit's engine has run all of them. A trace that cannot be started fails that class, with a
 * reason: the file cannot be written, the preset does not exist, or something else traces this JVM.
 * One that cannot be finished is reported by JUnit when the run ends. Tests may run in parallel.
 */
@SuppressWarnings("exports") // Whoever uses it has JUnit; all others need not have it to compile.
public final class TracingExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, InvocationInterceptor {
    /** The configuration parameter that names the file. */
    public static final String TRACE = "jfrtrace.trace";

    /** The configuration parameter that names the preset. */
    public static final String PRESET = "jfrtrace.preset";

    private static final Namespace NAMESPACE = Namespace.create(TracingExtension.class);

    /** Made by JUnit. */
    public TracingExtension() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        RunTrace.ensureStarted(context.getRoot().getStore(NAMESPACE), context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE).put(Task.class, Trace.task(TestNames.test(context)));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Task task = context.getStore(NAMESPACE).remove(Task.class, Task.class);
        if (task == null) {
            // Another extension failed before this one had its turn.
            return;
        }
        try (task) {
            context.getExecutionException()
                    .ifPresent(failure -> task.log("failed", failure::toString));
        }
    }

    @Override
    public void interceptBeforeAllMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        inRegion(invocation, TestNames.method(method), context);
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        inRegion(invocation, TestNames.method(method), context);
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        inRegion(invocation, TestNames.method(method), context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        inRegion(invocation, TestNames.method(method), context);
    }

    @Override
    public <T> T interceptTestFactoryMethod(
            Invocation<T> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        return inRegion(invocation, TestNames.method(method), context);
    }

    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation,
            DynamicTestInvocationContext test,
            ExtensionContext context)
            throws Throwable {
        inRegion(invocation, context.getDisplayName(), context);
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        inRegion(invocation, TestNames.method(method), context);
    }

    @Override
    public void interceptAfterAllMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        inRegion(invocation, TestNames.method(method), context);
    }

    /** What runs for all tests of a class belongs to no task. */
    private static <T> T inRegion(Invocation<T> invocation, String name, ExtensionContext context)
            throws Throwable {
        Task task = context.getStore(NAMESPACE).get(Task.class, Task.class);
        Region region = task == null ? Trace.region(name) : task.region(name);
        try (region) {
            return invocation.proceed();
        }
    }
}
