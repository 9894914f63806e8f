package dev.jfrtrace.bridge.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.api.Region;
import dev.jfrtrace.api.Task;
import dev.jfrtrace.api.Trace;
import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.ParsedTrace.Event;
import dev.jfrtrace.bridge.ParsedTrace.Pair;
import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks, regions and logs of our own API, as an application uses it. */
class OwnEventsTest {
    private static final String PREFIX = "dev.jfrtrace.";

    @TempDir private static Path folder;

    private static Script script;
    private static ParsedTrace trace;
    private static Thread worker;
    private static Thread helper;
    private static Task early;
    private static Region earlyRegion;

    @BeforeAll
    static void record() throws Exception {
        try (Recording before = new Recording()) {
            enable(before);
            before.start();
            early = Trace.task("early");
            earlyRegion = early.region("early region");
            before.stop();
        }
        script = Script.record(folder, OwnEventsTest::enable, OwnEventsTest::act);
        trace = script.trace();
    }

    private static void enable(Recording recording) {
        for (String type : List.of("TaskBegin", "TaskEnd", "RegionBegin", "RegionEnd", "Log")) {
            recording.enable(PREFIX + type).withStackTrace();
        }
    }

    private static void act() throws InterruptedException {
        earlyRegion.close();
        early.log("early log", "of a task from before");
        early.close();
        worker = Script.start("worker", OwnEventsTest::work);
        worker.join();
        Trace.region("left open");
    }

    private static void work() throws InterruptedException {
        try (Task order = Trace.task("order");
                Region handle = order.region("handle")) {
            assertThat(handle).isNotNull();
            order.log("id", "4711");
            try (Region parse = Trace.region("parse");
                    Region deep = order.region("deep")) {
                assertThat(parse).isNotSameAs(deep);
                Thread.sleep(1);
            }
            helper = Script.start("helper", () -> help(order));
            helper.join();
        }
        Trace.log("free", "of any task");
    }

    private static void help(Task order) {
        try (Task part = order.task("part")) {
            part.log("who", "helper");
        }
    }

    private static Pair task(String name) {
        List<Pair> tasks = trace.tasks(name);
        assertThat(tasks).hasSize(1);
        return tasks.get(0);
    }

    private static Pair region(String name) {
        List<Pair> regions = trace.regions(name);
        assertThat(regions).hasSize(1);
        return regions.get(0);
    }

    private static Event log(String category) {
        List<Event> logs = trace.logs(category);
        assertThat(logs).hasSize(1);
        return logs.get(0);
    }

    @Test
    @Tests({JfrMapping.TASK_BEGIN, JfrMapping.TASK_END})
    void tasksHaveTheirParents() {
        Pair order = task("order");
        Pair part = task("part");
        assertThat(part.begin().number("Parent")).isEqualTo(order.begin().number("ID"));
        assertThat(order.begin().g()).isEqualTo(worker.getId());
        assertThat(part.begin().g()).isEqualTo(helper.getId());
        assertThat(order.begin().time()).isLessThan(part.begin().time());
        assertThat(part.end().time()).isLessThan(order.end().time());
        assertThat(order.begin().stack()).contains(getClass().getName() + ".work");
        assertThat(script.count(PREFIX + "TaskBegin", Fate.TRANSLATED)).isEqualTo(2);
        assertThat(script.count(PREFIX + "TaskEnd", Fate.TRANSLATED)).isEqualTo(3);
    }

    @Test
    @Tests({JfrMapping.REGION_BEGIN, JfrMapping.REGION_END})
    void regionsNest() {
        long order = task("order").begin().number("ID");
        Pair handle = region("handle");
        Pair parse = region("parse");
        Pair deep = region("deep");
        assertThat(handle.begin().number("Task")).isEqualTo(order);
        assertThat(parse.begin().number("Task")).isZero();
        assertThat(deep.begin().number("Task")).isEqualTo(order);
        assertThat(handle.begin().time()).isLessThan(parse.begin().time());
        assertThat(parse.begin().time()).isLessThan(deep.begin().time());
        assertThat(deep.end().time()).isLessThan(parse.end().time());
        assertThat(parse.end().time()).isLessThan(handle.end().time());
        assertThat(deep.length()).isGreaterThanOrEqualTo(1_000_000);
        assertThat(script.count(PREFIX + "RegionBegin", Fate.TRANSLATED)).isEqualTo(4);
        assertThat(script.count(PREFIX + "RegionEnd", Fate.TRANSLATED)).isEqualTo(4);
    }

    @Test
    @Tests(JfrMapping.LOG)
    void logsBelongToTheirTasks() {
        assertThat(log("id").number("Task")).isEqualTo(task("order").begin().number("ID"));
        assertThat(log("id").text("Message")).isEqualTo("4711");
        assertThat(log("who").number("Task")).isEqualTo(task("part").begin().number("ID"));
        assertThat(log("who").g()).isEqualTo(helper.getId());
        assertThat(log("free").number("Task")).isZero();
        assertThat(script.count(PREFIX + "Log", Fate.TRANSLATED)).isEqualTo(4);
    }

    /** What began before the recording is unknown to viewers, and so is what belongs to it. */
    @Test
    void whatBeganBeforeIsNotNamed() {
        assertThat(trace.tasks("early")).isEmpty();
        assertThat(trace.regions("early region")).isEmpty();
        assertThat(log("early log").number("Task")).isZero();
        assertThat(log("early log").text("Message")).isEqualTo("of a task from before");
    }

    @Test
    void whatStaysOpenHasNoEnd() {
        assertThat(region("left open").end()).isNull();
        assertThat(region("left open").begin().fields())
                .isEqualTo(Map.of("Task", "0", "Type", "left open"));
    }
}
