package dev.jfrtrace.bridge.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jfrtrace.bridge.ParsedTrace.Event;
import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples of threads that run. */
class SampleEventsTest {
    private static final long MAX_GAP = 100_000_000;

    @TempDir private Path folder;

    private Thread spinner;

    /** Runs until a sample must have hit, on however few processors. */
    private void spin() throws InterruptedException {
        spinner = Script.start("spinner", () -> spin(600_000_000));
        spinner.join();
    }

    private static void spin(long nanos) {
        long end = System.nanoTime() + nanos;
        long sum = 1;
        while (System.nanoTime() < end) {
            for (int i = 0; i < 100_000; i++) {
                sum = sum * 31 + i;
            }
        }
        if (sum == 0) {
            throw new IllegalStateException("keeps the loop from being left out");
        }
    }

    @Test
    @Tests({JfrMapping.EXECUTION_SAMPLE, JfrMapping.THREAD_CPU_LOAD})
    void aThreadThatIsSampledRuns() throws Exception {
        Script script =
                Script.record(
                        folder,
                        recording -> {
                            recording.enable("jdk.ExecutionSample").with("period", "10 ms");
                            recording.enable("jdk.ThreadCPULoad").with("period", "everyChunk");
                        },
                        this::spin);
        List<RecordedEvent> samples =
                script.events("jdk.ExecutionSample").stream()
                        .filter(
                                e ->
                                        e.getThread("sampledThread").getJavaThreadId()
                                                == spinner.getId())
                        .toList();
        assertThat(samples).isNotEmpty();
        List<Event> shown = samplesOf(script);
        assertThat(shown).hasSameSizeAs(samples);
        long before = 0;
        for (int i = 0; i < shown.size(); i++) {
            long time = script.start(samples.get(i));
            assertThat(shown.get(i).time()).isBetween(time, time + 1_000);
            assertThat(shown.get(i).stack())
                    .anyMatch(f -> f.equals(getClass().getName() + ".spin"));
            boolean goesOn = i + 1 < shown.size() && shown.get(i + 1).time() - time < MAX_GAP;
            if (goesOn && i > 0) {
                // On the thread and the proc that it holds.
                assertThat(shown.get(i).m()).isPositive();
                assertThat(shown.get(i).p()).isNotNegative();
                assertThat(script.trace().at(spinner.getId(), time + 1_000).state())
                        .isEqualTo("Running");
            }
            assertThat(time).isGreaterThan(before);
            before = time;
        }
        assertThat(script.count("jdk.ExecutionSample", Fate.TRANSLATED)).isPositive();
        assertThat(script.count("jdk.ThreadCPULoad", Fate.EVIDENCE)).isPositive();
    }

    /** They hit threads that wait, nearly always. */
    @Test
    @Tests(JfrMapping.NATIVE_SAMPLE)
    void samplesOfNativeCodeAreNotShown() throws Exception {
        Script script =
                Script.record(
                        folder,
                        recording ->
                                recording.enable("jdk.NativeMethodSample").with("period", "10 ms"),
                        () -> Thread.sleep(300));
        assertThat(script.trace().events("StackSample")).isEmpty();
        assertThat(script.count("jdk.NativeMethodSample", Fate.EVIDENCE))
                .isEqualTo(script.events("jdk.NativeMethodSample").size());
    }

    @Test
    @Tests(JfrMapping.CPU_TIME_SAMPLE)
    void samplesOfCpuTimeAreSamplesToo() throws Exception {
        assumeTrue(Runtime.version().feature() >= 25, "no jdk.CPUTimeSample on this JDK");
        assumeTrue(System.getProperty("os.name").equals("Linux"), "jdk.CPUTimeSample needs Linux");
        Script script =
                Script.record(
                        folder,
                        recording -> recording.enable("jdk.CPUTimeSample").with("throttle", "10ms"),
                        this::spin);
        List<RecordedEvent> samples = script.events("jdk.CPUTimeSample", spinner);
        assertThat(samples).isNotEmpty();
        assertThat(samplesOf(script)).hasSameSizeAs(samples);
        assertThat(script.count("jdk.CPUTimeSample", Fate.TRANSLATED)).isPositive();
    }

    private List<Event> samplesOf(Script script) {
        return script.trace().events("StackSample").stream()
                .filter(e -> e.g() == spinner.getId())
                .toList();
    }
}
