package dev.jfrtrace.encoder.read.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.encoder.read.StackFrame;
import dev.jfrtrace.encoder.read.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Times in a lock's day: who had it, and who waited for that. */
class KeepersTest {
    private final Map<Long, LastStates> did = new HashMap<>();
    private final Keepers keepers = new Keepers(did::get);
    private final GoroutineSummary first = named(1, "first");
    private final GoroutineSummary second = named(2, "second");
    private final GoroutineSummary third = named(3, "third");
    private final WaitSummary waits = waits("sync", "a.Lock");

    private static GoroutineSummary named(long id, String name) {
        GoroutineSummary goroutine = new GoroutineSummary(id, 0);
        goroutine.name(name);
        return goroutine;
    }

    private static WaitSummary waits(String reason, String of) {
        return new WaitSummary(
                State.WAITING,
                reason,
                List.of(new StackFrame(0, of, "", 0), new StackFrame(0, "m", "A.java", 1)));
    }

    private Map<String, Long> kept() {
        Map<String, Long> kept = new TreeMap<>();
        waits.keepers().forEach(share -> kept.put(share.name(), share.sum()));
        return kept;
    }

    @Test
    void whoKeepsALockKeepsAllThatQueueForIt() {
        // The first has it from 0 to 60, the second to 61, the third to 62, and a fourth waits.
        keepers.add(waits, 2, first, 0, 60);
        keepers.add(waits, 3, second, 10, 61);
        keepers.add(waits, 4, third, 20, 62);
        assertThat(kept())
                .containsExactly(
                        Map.entry("first", 60L + 50 + 40),
                        Map.entry("second", 2L),
                        Map.entry("third", 1L));
    }

    @Test
    void whatWasOverBeforeTheWaitBeganCountsForNothing() {
        keepers.add(waits, 2, first, 0, 60);
        keepers.add(waits, 3, second, 70, 100);
        assertThat(kept()).containsExactly(Map.entry("first", 60L), Map.entry("second", 30L));
    }

    @Test
    void aWaitForSomethingElsePassesNothingOn() {
        keepers.add(waits("sync", "another.Lock"), 2, first, 0, 60);
        keepers.add(waits("network", "a.Lock"), 3, first, 0, 60);
        keepers.add(waits, 4, second, 10, 100);
        keepers.add(waits, 5, third, 10, 100);
        assertThat(kept()).containsExactly(Map.entry("second", 90L), Map.entry("third", 90L));
    }

    @Test
    void ofWhomNothingIsKnownNothingIsSaid() {
        keepers.add(waits, 2, null, 0, 60);
        keepers.add(waits, 3, second, 10, 70);
        assertThat(kept()).containsExactly(Map.entry("second", 10L));
    }

    @Test
    void aGoroutineThatIsNoMoreIsForgotten() {
        keepers.add(waits, 2, first, 0, 60);
        keepers.forget(2);
        keepers.add(waits, 3, second, 10, 70);
        assertThat(kept()).containsExactly(Map.entry("first", 60L), Map.entry("second", 60L));
    }

    @Test
    void aLongQueueEndsSomewhere() {
        long time = 1_000;
        GoroutineSummary before = first;
        for (int i = 2; i < 100; i++) {
            keepers.add(waits, i, before, 0, ++time);
            before = named(i, "queue");
        }
        // Whose time it was farther back is not held: it is the last one's of those that are.
        long sum = waits.keepers().stream().mapToLong(WaitSummary.Share::sum).sum();
        long waited = 0;
        for (long end = 1_001; end <= time; end++) {
            waited += end;
        }
        assertThat(sum).isEqualTo(waited);
    }

    /** It had the lock all the while, and not before it got it. */
    @Test
    void whoSleptWithALockHadItSinceItsWaitForIt() {
        keepers.add(waits, 2, first, 0, 60);
        keepers.add(waits("sleep", "another"), 2, null, 61, 90);
        keepers.add(waits, 3, second, 10, 100);
        assertThat(kept()).containsExactly(Map.entry("first", 60L + 50), Map.entry("second", 40L));
    }

    /** What keepers did in that time, of each wait: 10 to 60, and 20 to 60. */
    @Test
    void whatWasDoneMeanwhileIsKnown() {
        WaitSummary sleep = waits("sleep", "m");
        StackFrame frame = new StackFrame(0, "a.Work.run", "A.java", 1);
        LastStates states = new LastStates();
        states.enter(null, 0);
        states.see(List.of(frame), 5);
        states.enter(sleep, 15);
        states.enter(null, 50);
        states.see(List.of(frame), 55);
        did.put(1L, states);

        keepers.add(waits, 2, first, 10, 60);
        keepers.add(waits, 3, first, 20, 60);

        assertThat(waits.doings("first"))
                .containsExactly(
                        new Doing(State.WAITING, "sleep", sleep.frames(), 35 + 30),
                        new Doing(State.RUNNING, "", List.of(frame), 5 + 10 + 10));
        assertThat(waits.doings("second")).isEmpty();
    }

    @Test
    void whatIsTooLongAgoIsNotKnown() {
        LastStates states = new LastStates();
        did.put(1L, states);
        for (int i = 0; i < 3 * LastStates.MOST; i++) {
            states.enter(null, i);
        }
        keepers.add(waits, 2, first, 0, 3 * LastStates.MOST);

        assertThat(waits.doings("first"))
                .containsExactly(new Doing(State.RUNNING, "", List.of(), LastStates.MOST));
    }
}
