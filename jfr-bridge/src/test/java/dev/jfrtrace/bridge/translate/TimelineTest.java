package dev.jfrtrace.bridge.translate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Steps are carried out in the order of time, whatever the order they come in. */
class TimelineTest {
    private final List<String> done = new ArrayList<>();
    private final Timeline timeline = timeline();

    private Timeline timeline() {
        Timeline made =
                timeline(
                        time -> done.add("@" + time),
                        defect -> {
                            throw defect;
                        });
        made.endAt(1_000);
        return made;
    }

    private static Timeline timeline(
            Timeline.BeforeStep beforeStep, Consumer<IllegalStateException> defects) {
        return new Timeline(beforeStep, (thread, time, step) -> step.run(time), defects);
    }

    private void begin(long time, String name) {
        timeline.begin(time, at -> done.add(name + at));
    }

    private void end(long time, String name) {
        timeline.end(time, at -> done.add(name + at));
    }

    private List<String> run(long time) throws IOException {
        timeline.runUntil(time);
        return done.stream().filter(step -> !step.startsWith("@")).toList();
    }

    @Test
    void stepsAreInOrder() throws IOException {
        begin(30, "c");
        begin(10, "a");
        end(20, "b");
        begin(40, "d");
        assertThat(run(100)).containsExactly("a10", "b20", "c30", "d40");
    }

    @Test
    void aStepThatFailsIsToldAndTheOthersGoOn() throws IOException {
        List<String> defects = new ArrayList<>();
        Timeline tolerant = timeline(time -> {}, defect -> defects.add(defect.getMessage()));
        tolerant.begin(
                10,
                at -> {
                    throw new IllegalStateException("internal error at " + at);
                });
        tolerant.begin(20, at -> done.add("b" + at));
        tolerant.runUntil(100);
        assertThat(defects).containsExactly("internal error at 10");
        assertThat(done).containsExactly("b20");
    }

    @Test
    void whatEndsGoesBeforeWhatBegins() throws IOException {
        begin(10, "begin");
        end(10, "end");
        begin(10, "begin again");
        assertThat(run(10)).containsExactly("end10", "begin10", "begin again10");
    }

    @Test
    void theInnermostEndsFirst() throws IOException {
        end(10, "outer");
        end(10, "middle");
        end(10, "inner");
        assertThat(run(10)).containsExactly("inner10", "middle10", "outer10");
    }

    @Test
    void nothingIsDoneBeforeItIsDue() throws IOException {
        begin(10, "a");
        begin(20, "b");
        assertThat(run(9)).isEmpty();
        assertThat(run(10)).containsExactly("a10");
        assertThat(run(19)).containsExactly("a10");
        assertThat(run(20)).containsExactly("a10", "b20");
    }

    @Test
    void whatComesTooLateIsDoneAtOnce() throws IOException {
        begin(50, "a");
        run(60);
        begin(10, "late");
        end(20, "late end");
        begin(70, "b");
        assertThat(run(100)).containsExactly("a50", "late end60", "late60", "b70");
    }

    @Test
    void whatIsBehindTheEndIsNeverDone() throws IOException {
        begin(1_000, "last");
        begin(1_001, "never");
        end(1_001, "never either");
        assertThat(run(Long.MAX_VALUE)).containsExactly("last1000");
    }

    @Test
    void aStepMayPlanAnother() throws IOException {
        timeline.begin(
                10,
                time -> {
                    end(10, "at once");
                    begin(15, "then");
                });
        begin(20, "last");
        assertThat(run(100)).containsExactly("at once10", "then15", "last20");
    }

    @Test
    void eachStepIsAnnounced() throws IOException {
        begin(10, "a");
        end(20, "b");
        run(100);
        assertThat(done).containsExactly("@10", "a10", "@20", "b20");
    }

    @Test
    void orderHoldsForManySteps() throws IOException {
        Random random = new Random(4711);
        List<Long> times = new ArrayList<>();
        int planned = 0;
        for (int front = 0; front < 1_000; front += 10) {
            for (int i = 0; i < 50; i++) {
                // Some lie behind what has been done, some behind the end.
                long time = front + random.nextInt(200) - 20;
                planned += Math.max(time, front) <= 1_000 ? 1 : 0;
                if (random.nextBoolean()) {
                    timeline.begin(time, times::add);
                } else {
                    timeline.end(time, times::add);
                }
            }
            begin(front, "front");
            timeline.runUntil(front);
        }
        timeline.runUntil(2_000);
        assertThat(times).isSorted().hasSize(planned);
    }

    /** Near and far, few and many at a time: a second has thousands of the calendar's slots. */
    @Test
    void orderHoldsOverSeconds() throws IOException {
        Timeline seconds = timeline(time -> {}, defect -> {});
        Random random = new Random(4711);
        List<String> expected = new ArrayList<>();
        List<String> told = new ArrayList<>();
        for (long front = 0; front < 40; front++) {
            long start = front * 100_000_000;
            // What is planned here is due before the next round: in bursts, or 0.1 ms apart.
            Map<Long, List<String>> ends = new TreeMap<>();
            for (int i = 0; i < 600; i++) {
                long time = start + 1 + (i % 3 == 0 ? 7 : random.nextInt(99_000_000));
                String name = "near " + time + " " + i;
                ends.computeIfAbsent(time, t -> new ArrayList<>()).add(0, name);
                seconds.end(time, at -> told.add(name));
            }
            seconds.end(start + 2_099_999_999, at -> told.add("far " + at));
            ends.values().forEach(expected::addAll);
            if (front >= 20) {
                expected.add("far " + (start + 99_999_999));
            }
            seconds.runUntil(start + 50_000_000);
            seconds.runUntil(start + 99_999_999);
        }
        assertThat(told).isEqualTo(expected);
    }
}
