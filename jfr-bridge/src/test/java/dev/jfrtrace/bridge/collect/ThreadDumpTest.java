package dev.jfrtrace.bridge.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.source.JfrFrame;
import dev.jfrtrace.encoder.format.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a dump says of deadlocks, however often it says so. */
class ThreadDumpTest {
    private static final String FOUND = "Found one Java-level deadlock:\n";

    private static final String STACKS = "Java stack information for the threads listed above:\n";

    private static final String TOLD = "a waits for some.Lock, held by b";

    private static String circle(String name) {
        return "\""
                + name
                + "\":\n  waiting to lock monitor 0x7f (object 0x62, a some.Lock),\n"
                + "  which is held by \"b\"\n";
    }

    @Test
    void eachDeadlockIsToldUpToItsStacks() {
        String one = FOUND + circle("a") + STACKS + circle("x");
        assertThat(ThreadDump.deadlocks(circle("x") + one + one)).isEqualTo(TOLD + "; " + TOLD);
        assertThat(ThreadDump.deadlocks(FOUND + circle("a"))).isEqualTo(TOLD);
        assertThat(ThreadDump.deadlocks(circle("x") + STACKS)).isEmpty();
    }

    @Test
    void whoWaitsForAClassIsNotRunnable() {
        String text =
                String.join(
                        "\n",
                        "\"first\" #15 daemon prio=5 cpu=0.48ms nid=0x8c5 in Object.wait()  [0x7f]",
                        "   java.lang.Thread.State: RUNNABLE",
                        "\tat java.lang.Class.forName0(java.base@17.0.15/Native Method)",
                        "\t- waiting on the Class initialization monitor for app.Config$Part",
                        "\tat app.Main.run(Main.java:7)",
                        "");
        assertThat(ThreadDump.entries(text))
                .singleElement()
                .satisfies(
                        entry -> {
                            assertThat(entry.state()).isEqualTo("WAITING");
                            assertThat(entry.stack())
                                    .extracting(JfrFrame::method)
                                    .containsExactly(
                                            "class initialization (app.Config$Part)",
                                            "forName0",
                                            "run");
                        });
    }

    /** One bit of 0x1234 is another in the last: a file may be damaged anywhere. */
    @ParameterizedTest
    @CsvSource({"0x1234, 4660", "1234, 1234", "081234, 81234"})
    void aThreadIsKnownByItsNumberHoweverThatIsWritten(String written, long osId) {
        String text =
                String.join(
                        "\n",
                        "\"worker\" #15 prio=5 nid=" + written + " waiting on condition  [0x7f]",
                        "   java.lang.Thread.State: WAITING (parking)");
        assertThat(ThreadDump.entries(text).get(0).osId()).isEqualTo(osId);
    }

    /** As events of waits tell it: its class stands where the thread waits. */
    @ParameterizedTest
    @CsvSource({
        "parking to wait for  <0x7f> (a some.Latch$Sync), some.Latch$Sync",
        "waiting on <0x7f> (a some.Queue), some.Queue",
        "waiting to lock <0x7f> (a java.lang.Class for app.Config), java.lang.Class",
        "waiting to re-lock in wait() <0x7f> (a some.Queue), some.Queue",
        "waiting on <no object reference available>, park",
        "locked <0x7f> (a some.Queue), park"
    })
    void whatIsWaitedForIsTheInnermostFrame(String said, String innermost) {
        String text =
                String.join(
                        "\n",
                        "\"worker\" #15 prio=5 nid=0x8c5 waiting on condition  [0x7f]",
                        "   java.lang.Thread.State: WAITING (parking)",
                        "\tat jdk.internal.misc.Unsafe.park(java.base@17.0.15/Native Method)",
                        "\t- " + said,
                        "\tat app.Main.run(Main.java:7)");
        assertThat(ThreadDump.entries(text).get(0).stack().get(0).method()).isEqualTo(innermost);
    }

    /** A text may be made to take time, and memory. */
    @Test
    void aDeadlockIsToldOnceWhereManyAreAnnounced() {
        String text = FOUND.repeat(100_000) + circle("a");
        assertThat(ThreadDump.deadlocks(text)).isEqualTo(TOLD);
    }

    @Test
    void ofManyDeadlocksTheFirstAreTold() {
        for (String text :
                new String[] {
                    FOUND + circle("a").repeat(50_000), (FOUND + circle("a")).repeat(50_000)
                }) {
            assertThat(ThreadDump.deadlocks(text))
                    .startsWith(TOLD + "; " + TOLD)
                    .hasSizeBetween(Limits.MAX_STRING_BYTES, 2 * Limits.MAX_STRING_BYTES);
        }
    }

    /** Names and types that may begin, and end, anywhere. */
    @Test
    void whatMatchesAlmostTellsNothing() {
        String almost =
                "\"".repeat(2_000)
                        + "\":\n  waiting "
                        + "(".repeat(200)
                        + "a ".repeat(100)
                        + "x".repeat(2_000)
                        + "\n";
        assertThat(ThreadDump.deadlocks(FOUND + almost.repeat(100))).isEmpty();
    }
}
