package dev.jfrtrace.bridge.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.truth.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnJre;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a call of each hook takes and does. The programs are interpreted: what is written is
 * executed, and no compiler leaves out an object.
 */
@Timeout(120)
class HookedCallsTest {
    private static final boolean HAS_RUNS =
            VirtualThreadShape.of(Runtime.version().feature()) != null;
    private static final String AGENT = HAS_RUNS ? "hooks,wake,vthreads" : "hooks,wake";

    /** An event is an object of at least so many bytes. */
    private static final int LEAST_OBJECT = 16;

    /** Of these some are made before they are counted. */
    private static final int ALL = 2 * HookedCalls.COUNT;

    @TempDir private static Path folder;
    private static Path jar;

    @BeforeAll
    static void makeJar() throws IOException {
        jar = AgentJar.make(Files.createDirectory(folder.resolve("good")), null);
    }

    /** What calls took. */
    private record Took(long bytes, long failures) {}

    private static Map<HookedCalls, Took> run(String... flags) throws Exception {
        List<String> command = new ArrayList<>();
        command.addAll(List.of(Program.JAVA, "-Xint"));
        command.add("-Djdk.virtualThreadScheduler.parallelism=1");
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", AgentJar.programs(), HookedCalls.class.getName()));
        return parse(Program.run(folder, command));
    }

    private static Map<HookedCalls, Took> parse(List<String> lines) {
        Map<HookedCalls, Took> all = new EnumMap<>(HookedCalls.class);
        for (String line : lines) {
            String[] words = line.split(" ");
            if (words.length == 3) {
                all.put(
                        HookedCalls.valueOf(words[0]),
                        new Took(Long.parseLong(words[1]), Long.parseLong(words[2])));
            }
        }
        for (HookedCalls calls : HookedCalls.values()) {
            assertThat(all.containsKey(calls)).as("%s", calls).isEqualTo(calls.isPossible());
        }
        return all;
    }

    private static String agent(Path agent) {
        return "-javaagent:" + agent + "=" + AGENT;
    }

    private static String recorded(String more) {
        StringBuilder flag = new StringBuilder("-XX:StartFlightRecording=settings=none" + more);
        for (String event :
                List.of(
                        "Unpark",
                        "Interrupt",
                        "VirtualThreadPark",
                        "VirtualThreadRun",
                        "VirtualThreadRunnable",
                        "WriterReset")) {
            if (HAS_RUNS || event.equals("Unpark") || event.equals("Interrupt")) {
                flag.append(",+dev.jfrtrace.").append(event).append("#enabled=true");
            }
        }
        return flag.toString();
    }

    /** A byte for each call would be seen, and so is what is allocated while they are recorded. */
    @Test
    void nothingIsAllocatedWhileNobodyRecords() throws Exception {
        Map<HookedCalls, Took> without = run();
        Map<HookedCalls, Took> idle = run(agent(jar));
        Map<HookedCalls, Took> busy = run(agent(jar), recorded(""));
        for (HookedCalls calls : without.keySet()) {
            long bytes = without.get(calls).bytes();
            assertThat(idle.get(calls).bytes() - bytes).as("%s", calls).isLessThan(ALL / 2);
            assertThat(busy.get(calls).bytes() - bytes)
                    .as("%s", calls)
                    .isGreaterThan((long) HookedCalls.COUNT * LEAST_OBJECT);
        }
    }

    /** Whatever JFR does to write an event, it calls no hook. */
    @Test
    void eachCallIsOneEvent() throws Exception {
        Path file = folder.resolve("calls.jfr");
        Map<HookedCalls, Took> calls = run(agent(jar), recorded(",filename=" + file));
        assertThat(calls.values()).allMatch(took -> took.failures() == 0);
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        assertThat(count(events, "Unpark", on("main").and(to("main")))).isEqualTo(ALL);
        assertThat(count(events, "Interrupt", on("main"))).isEqualTo(HAS_RUNS ? 2 * ALL : ALL);
        if (HAS_RUNS) {
            assertThat(count(events, "Unpark", on("parking").and(to("parking")))).isEqualTo(ALL);
            assertThat(count(events, "VirtualThreadPark", on("parking"))).isEqualTo(ALL);
            // It leaves its carrier once more when it ends, and twice it is started.
            assertThat(count(events, "VirtualThreadRun", of("yielding"))).isEqualTo(ALL + 2);
            assertThat(count(events, "VirtualThreadRunnable", of("yielding"))).isEqualTo(ALL + 2);
        }
    }

    private static Predicate<RecordedEvent> on(String thread) {
        return event -> isCalled(event.getThread(), thread);
    }

    /** Whoever starts a virtual thread may wake a carrier as well. */
    private static Predicate<RecordedEvent> to(String thread) {
        return event -> isCalled(event.getThread("target"), thread);
    }

    private static Predicate<RecordedEvent> of(String thread) {
        return event -> isCalled(event.getThread("virtualThread"), thread);
    }

    private static boolean isCalled(RecordedThread thread, String name) {
        return thread != null && name.equals(thread.getJavaName());
    }

    private static long count(
            List<RecordedEvent> events, String type, Predicate<RecordedEvent> which) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals("dev.jfrtrace." + type))
                .filter(which)
                .count();
    }

    /** None of their events can be made: the JDK must not hear of it. */
    @Test
    void hooksThatThrowHarmNobody() throws Exception {
        Path broken = BrokenAgent.jar(folder, BrokenAgent.THROW, BrokenAgent.values());
        Map<HookedCalls, Took> took = run(agent(broken), recorded(""));
        assertFailures(took, HookedCalls.UNPARK, 1);
        assertFailures(took, HookedCalls.INTERRUPT, 1);
        if (HAS_RUNS) {
            assertFailures(took, HookedCalls.VIRTUAL_INTERRUPT, 1);
            // The unpark, and the park's beginning: no end can fail of what has not begun.
            assertFailures(took, HookedCalls.VIRTUAL_PARK, 2);
            assertFailures(took, HookedCalls.VIRTUAL_SWITCH, 2);
        }
    }

    @Test
    @EnabledOnJre({JRE.JAVA_21, JRE.JAVA_25})
    void aRunWhoseEndCannotBeToldHarmsNobody() throws Exception {
        Path broken = BrokenAgent.jar(folder, BrokenAgent.THROW, BrokenAgent.RESET);
        assertFailures(run(agent(broken), recorded("")), HookedCalls.VIRTUAL_SWITCH, 1);
    }

    private static void assertFailures(
            Map<HookedCalls, Took> took, HookedCalls calls, int eachTime) {
        assertThat(took.get(calls).failures())
                .as("%s", calls)
                .isGreaterThanOrEqualTo((long) eachTime * HookedCalls.COUNT);
    }
}
