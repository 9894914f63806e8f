package dev.jfrtrace.bridge.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.jfrtrace.api.Tracer;
import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.ParsedTrace.Pair;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.junit.platform.launcher.listeners.TestExecutionSummary.Failure;

/** Runs tests that last as long as they are told to, and looks at their trace with Go's reader. */
class TracingExtensionTest {
    private static final long MS = 1_000_000;
    private static final String AUTODETECTION = "junit.jupiter.extensions.autodetection.enabled";

    @TempDir private Path folder;

    /** Not found by name, since it is nested: only the tests below run it. */
    static class Scripted {
        @BeforeAll
        static void setUpAll() throws InterruptedException {
            Thread.sleep(15);
        }

        @BeforeEach
        void setUp() throws InterruptedException {
            Thread.sleep(25);
        }

        @AfterEach
        void tearDown() throws InterruptedException {
            Thread.sleep(10);
        }

        @AfterAll
        static void tearDownAll() throws InterruptedException {
            Thread.sleep(5);
        }

        @Test
        void sleeps() throws InterruptedException {
            Thread.sleep(60);
        }

        @Test
        void fails() {
            throw new IllegalStateException("of no use");
        }

        @ParameterizedTest
        @ValueSource(ints = {30, 40})
        void sleepsAsTold(int millis) throws InterruptedException {
            Thread.sleep(millis);
        }

        @TestFactory
        Stream<DynamicTest> made() {
            return Stream.of(DynamicTest.dynamicTest("made up", () -> Thread.sleep(20)));
        }

        @Nested
        class Inner {
            @Test
            void within() {}
        }
    }

    /** Before the test begins for ours, another extension has failed. */
    @ExtendWith(Failing.class)
    @ExtendWith(TracingExtension.class)
    static class BegunInVain {
        @Test
        void neverRuns() {}
    }

    static final class Failing implements BeforeEachCallback {
        @Override
        public void beforeEach(ExtensionContext context) {
            throw new IllegalStateException("of no use either");
        }
    }

    @ExtendWith(TracingExtension.class)
    static class Extended {
        @Test
        void runs() {
            assertThat(Tracer.system().isTracing()).isTrue();
        }
    }

    private static TestExecutionSummary run(Class<?> tests, Map<String, String> parameters) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        Launcher launcher = LauncherFactory.create();
        launcher.execute(
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(tests))
                        .configurationParameters(parameters)
                        .build(),
                listener);
        return listener.getSummary();
    }

    private static Map<String, String> toFile(Object file, String... more) {
        Map<String, String> parameters = new HashMap<>();
        parameters.put(AUTODETECTION, "true");
        parameters.put(TracingExtension.TRACE, file.toString());
        for (int i = 0; i < more.length; i += 2) {
            parameters.put(more[i], more[i + 1]);
        }
        return parameters;
    }

    @Test
    void eachTestIsATaskWithItsMethodsAsRegions() throws Exception {
        TestExecutionSummary summary =
                run(
                        Scripted.class,
                        toFile(
                                folder.resolve("traces/tests-%p.trace"),
                                TracingExtension.PRESET,
                                "full"));
        assertThat(summary.getTestsSucceededCount()).isEqualTo(5);
        assertThat(summary.getTestsFailedCount()).isEqualTo(1);
        assertThat(Tracer.system().isTracing()).isFalse();

        long process = ProcessHandle.current().pid();
        ParsedTrace trace = ParsedTrace.of(folder.resolve("traces/tests-" + process + ".trace"));
        String type = "TracingExtensionTest$Scripted";
        Stream.of(".setUpAll 15", ".sleeps 60", ".tearDownAll 5", "$Inner.within 0")
                .forEach(each -> assertRegions(trace, type + each, 1));
        assertRegions(trace, type + ".setUp 25", 6);
        assertRegions(trace, type + ".tearDown 10", 6);
        assertRegions(trace, type + ".sleepsAsTold 30", 2);
        assertRegions(trace, "made up 20", 1);
        assertTask(trace, type + ".sleeps", 95);
        assertTask(trace, type + ".fails", 35);
        assertTask(trace, type + ".sleepsAsTold [1] 30", 65);
        assertTask(trace, type + ".sleepsAsTold [2] 40", 75);
        assertTask(trace, type + ".made", 55);
        assertTask(trace, type + "$Inner.within", 35);
        assertThat(trace.logs("failed")).hasSize(1);
        assertThat(trace.logs("failed").get(0).text("Message"))
                .isEqualTo("java.lang.IllegalStateException: of no use");
    }

    /** Of each test one task, which takes as long as the test and what surrounds it. */
    private static void assertTask(ParsedTrace trace, String name, long millis) {
        List<Pair> tasks = trace.tasks(name);
        assertThat(tasks).as(name).hasSize(1);
        assertThat(tasks.get(0).length()).as(name).isGreaterThanOrEqualTo(millis * MS);
    }

    /** So many regions, each of which takes at least what is behind its name. */
    private static void assertRegions(ParsedTrace trace, String nameAndMillis, int count) {
        int space = nameAndMillis.lastIndexOf(' ');
        long nanos = Long.parseLong(nameAndMillis.substring(space + 1)) * MS;
        assertThat(trace.regions(nameAndMillis.substring(0, space)))
                .as(nameAndMillis)
                .hasSize(count)
                .allMatch(region -> region.length() >= nanos);
    }

    @Test
    void onlySomeTestsCanHaveIt() {
        Path file = folder.resolve("some.trace");
        TestExecutionSummary summary =
                run(Extended.class, Map.of(TracingExtension.TRACE, file.toString()));
        assertThat(summary.getTestsSucceededCount()).isEqualTo(1);
        assertThat(file).isNotEmptyFile();
    }

    @Test
    void withoutAFileNothingIsTraced() {
        TestExecutionSummary summary = run(Scripted.class, Map.of(AUTODETECTION, "true"));
        assertThat(summary.getTestsSucceededCount()).isEqualTo(5);
        assertThat(Tracer.system().isTracing()).isFalse();
    }

    @Test
    void aTestThatAnotherExtensionFailsFailsForThatAlone() {
        List<Failure> failures = run(BegunInVain.class, Map.of()).getFailures();
        assertThat(failures).hasSize(1);
        assertThat(failures.get(0).getException())
                .hasMessage("of no use either")
                .hasNoSuppressedExceptions();
    }

    @Test
    void aTraceThatCannotStartFailsTheTestsWithAReason() throws Exception {
        Path taken = Files.createFile(folder.resolve("taken"));
        Path within = taken.resolve("tests.trace");
        assertThat(reason(toFile(within))).contains("cannot be traced to '" + within + "'");
        assertThat(reason(toFile("some\0where"))).contains("jfrtrace.trace");
        assertThat(reason(toFile(folder.resolve("x.trace"), TracingExtension.PRESET, "most")))
                .contains("jfrtrace.preset is 'most', which is none of [light, balanced, full]");
        assertThat(Tracer.system().isTracing()).isFalse();
    }

    private static String reason(Map<String, String> parameters) {
        List<Failure> failures = run(Extended.class, parameters).getFailures();
        assertThat(failures).hasSize(1);
        return failures.get(0).getException().getMessage();
    }
}
