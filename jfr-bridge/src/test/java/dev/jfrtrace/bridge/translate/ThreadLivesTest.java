package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.translate.Made.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.ParsedTrace.Event;
import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.source.JfrThread;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How threads come and go, and which ids they have. */
class ThreadLivesTest extends ThreadModelFixture {
    @Test
    void aThreadThatEndsWhileItWaitsEndsAfterwards() throws IOException {
        act(5);
        wait("ThreadPark", 10, 60);
        recording.event("ThreadEnd").at(40 * MS).on(thread);
        recording.event("Nothing").at(80 * MS);
        Made made = translate();
        assertThatIs(made, G, "30 Waiting sync (park)", "59 Waiting sync (park)", "61 NotExist");
    }

    @Test
    void aThreadThatEndsInASystemCallLeavesItFirst() throws IOException {
        act(5);
        wait("SocketWrite", 10, 60);
        recording.event("ThreadEnd").at(40 * MS).on(thread);
        recording.event("Nothing").at(80 * MS);
        Made made = translate();
        assertThatIs(made, G, "30 Syscall", "41 NotExist", "61 NotExist");
    }

    @Test
    void aThreadMayBeHeardOfBeforeItsStart() throws IOException {
        JfrThread child = recording.thread("child", 8, 800);
        recording.event("test.Act").at(5 * MS).on(child);
        recording.event("ThreadStart").at(10 * MS).on(child).with("parentThread", thread);
        recording.event("test.Act").at(15 * MS).on(child);
        Made made = translate();
        assertThatIs(made, 8, "4 nothing", "7 Running", "12 Running");
        assertThat(made.trace().creation(8).m()).isEqualTo(Cast.DISPATCHER_M);
    }

    @Test
    void aThreadIsCreatedByItsParentWhereThatRuns() throws IOException {
        JfrThread child = recording.thread("child", 8, 800);
        recording
                .event("ThreadStart")
                .at(10 * MS)
                .on(child)
                .with("parentThread", thread)
                .in("Thread.start", "Worker.run");
        recording.event("test.Act").at(15 * MS).on(child);
        Event creation = translate().trace().creation(8);
        assertThat(creation.m()).isEqualTo(700);
        assertThat(creation.g()).isEqualTo(G);
        assertThat(creation.stack()).containsExactly("Thread.start", "Worker.run");
        assertThat(creation.moved()).containsExactly("child");
    }

    /** The system gives the id of a thread that died, unseen, to another. */
    @Test
    void theSystemMayReuseTheIdOfAThread() throws IOException {
        JfrThread heir = recording.thread("heir", 8, 700);
        act(10);
        recording.event("test.Act").at(12 * MS).on(heir);
        recording.event("test.Act").at(14 * MS).on(heir);
        Made made = translate();
        assertThatIs(made, G, "11 Running", "13 Waiting unknown");
        assertThatIs(made, 8, "11 Waiting unknown", "13 Running");
        assertThat(made.trace().spans(8, "Running")).extracting(s -> s.begin().m()).contains(700L);
    }

    /** The same of one that has ended by then. */
    @Test
    void anHeirHasALifeOfItsOwn() throws IOException {
        JfrThread heir = recording.thread("heir", 8, 700);
        recording.event("ThreadStart").at(5 * MS).on(thread);
        recording.event("ThreadEnd").at(10 * MS).on(thread);
        recording.event("ThreadStart").at(20 * MS).on(heir);
        recording.event("ThreadEnd").at(30 * MS).on(heir);
        recording.event("Nothing").at(40 * MS);
        Made made = translate();
        assertThatIs(made, G, "4 nothing", "7 Running", "12 NotExist", "25 NotExist");
        assertThatIs(made, 8, "15 nothing", "25 Running", "32 NotExist");
        for (long g : new long[] {G, 8}) {
            Span run = made.trace().spans(g, "Running").get(0);
            assertThat(run.begin().m()).isEqualTo(700);
        }
    }

    /** Our own cast has ids that a thread of the system may have as well. */
    @Test
    void aThreadMayHaveTheIdsOfTheCast() throws IOException {
        JfrThread one = recording.thread("one", 1, 1);
        JfrThread two = recording.thread("two", 2, 2);
        JfrThread huge = recording.thread("huge", Long.MAX_VALUE, Long.MAX_VALUE);
        JfrThread lane = recording.thread("lane", 1_000_003, 1_000_003);
        for (JfrThread each : List.of(one, two, huge, lane)) {
            recording.event("test.Act").at(10 * MS).on(each);
            recording.event("test.Act").at(20 * MS).on(each);
        }
        Made made = translate();
        assertThat(made.trace().groups().values())
                .contains("one", "two", "huge", "lane", "VM Thread");
        assertThat(made.trace().running(Made.at(12 * MS), Made.at(18 * MS)))
                .extracting(span -> span.begin().m())
                .doesNotHaveDuplicates()
                .hasSize(4);
    }

    @Test
    void aVirtualThreadRunsOnACarrier() throws IOException {
        JfrThread virtual = recording.virtualThread("virtual", 9);
        recording.event("VirtualThreadStart").at(10 * MS).on(virtual);
        recording.event("test.Act").at(11 * MS).on(virtual);
        recording.event("VirtualThreadEnd").at(12 * MS).on(virtual);
        recording.event("Nothing").at(20 * MS);
        Made made = translate();
        assertThatIs(made, 9, "9 nothing", "11 Running", "13 NotExist");
        assertThat(made.trace().spans(9, "Running").get(0).begin().m())
                .isGreaterThanOrEqualTo(Cast.FIRST_CARRIER_M);
    }

    @Test
    void aVirtualThreadWithoutAnEndEndsWhereItWasLastHeardOf() throws IOException {
        JfrThread virtual = recording.virtualThread("virtual", 9);
        recording.event("ThreadSleep").from(10 * MS, 40 * MS).on(virtual);
        recording.event("Nothing").at(30 * MS);
        recording.event("test.Act").at(50 * MS).on(virtual);
        recording.event("Nothing").at(400 * MS);
        assertThatIs(translate(), 9, "9 nothing", "20 Waiting sleep", "45 Running", "51 NotExist");
    }

    /** Others may tell that it was still there. */
    @Test
    void aVirtualThreadWithoutAnEndIsThereWhileOthersHearOfIt() throws IOException {
        JfrThread virtual = recording.virtualThread("virtual", 9);
        JfrThread stranger = recording.virtualThread("stranger", 10);
        recording.event("test.Act").at(10 * MS).on(virtual);
        for (JfrThread owner : List.of(virtual, stranger)) {
            recording
                    .event("JavaMonitorEnter")
                    .from(30 * MS, 300 * MS)
                    .on(owner == virtual ? thread : recording.thread("other", 8, 800))
                    .with("previousOwner", owner);
        }
        recording.event("Nothing").at(400 * MS);
        Made made = translate();
        assertThatIs(made, 9, "9 nothing", "200 Waiting unknown", "301 NotExist");
        assertThat(made.trace().spans(10)).isEmpty();
        assertThat(made.trace().waits(G, "sync (monitor enter)").get(0).end().g()).isEqualTo(9);
    }

    /** It is there while the world stands still, and cannot end. */
    @Test
    void aVirtualThreadWithoutAnEndEndsBehindAPause() throws IOException {
        JfrThread virtual = recording.virtualThread("virtual", 9);
        recording.event("ThreadSleep").from(10 * MS, 40 * MS).on(virtual);
        pause(30, 60);
        recording.event("Nothing").at(100 * MS);
        assertThatIs(translate(), 9, "20 Waiting sleep", "50 Runnable", "61 NotExist");
    }

    /** It is told live, or by the recording, that all ends are. */
    @Test
    void aVirtualThreadLivesOnWhereEndsAreRecorded() throws IOException {
        JfrThread virtual = recording.virtualThread("virtual", 9);
        recording
                .event("ActiveSetting")
                .with("id", recording.typeId("VirtualThreadEnd"))
                .with("name", "enabled")
                .with("value", "true");
        recording.event("ThreadSleep").from(10 * MS, 40 * MS).on(virtual);
        recording.event("Nothing").at(400 * MS);
        assertThatIs(translate(), 9, "20 Waiting sleep", "399 Waiting unknown");
    }
}
