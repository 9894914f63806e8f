package dev.jfrtrace.bridge.cli.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.cli.Run;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a summary says of virtual threads that could run, and had no carrier. */
class CarrierWaitsTest {
    private static final int CARRIER = 20;
    private static final String HOG = "hog-#";

    /** Waits on the carrier, and does not compute there. */
    private static final String PINS = "pins";

    private static final String NO_CARRIER = "had no carrier";

    @TempDir private Path folder;

    private static JvmStory briefWork() throws IOException {
        return new JvmStory()
                .carrier(0, CARRIER)
                .isReady(10, 8, "brief-#")
                .mounts(11, 8, CARRIER)
                .waits(20, 8, "sleep");
    }

    /** One has the carrier up to 800 ms, for which another one waits from {@code from} on. */
    private JvmStory story(long from, String who) throws IOException {
        JvmStory story = briefWork().isReady(20, 7, who).mounts(21, 7, CARRIER).isReady(from, 8);
        if (who.equals(PINS)) {
            story.waits(30, 7, "sync (pinned)").isReady(790, 7).mounts(790, 7, CARRIER);
        }
        return story.waits(800, 7, "sync (park)").mounts(800, 8, CARRIER);
    }

    private String inShort(JvmStory story, Object... options) throws IOException {
        Path trace = story.waits(810, 8, "sync (park)").vmIsIdle(900).end(1000, folder);
        Object[] all = new Object[options.length + 2];
        all[0] = "summary";
        all[1] = trace;
        System.arraycopy(options, 0, all, 2, options.length);
        String text = Run.of(all).outText();
        return text.substring(text.indexOf("In short"), text.indexOf("Threads, by"));
    }

    @Test
    void whoHadTheCarriersIsToldWithHowLongOthersWaited() throws IOException {
        assertThat(inShort(story(100, HOG)))
                .contains(
                        "Virtual threads had no carrier for 46.8 % of the time that they could run:"
                                + " 702 ms in 3 waits, mostly while hog-# occupied the carriers.");
    }

    @Test
    void whileOthersHaveTheCpusACarrierMayHaveNone() throws IOException {
        String machine =
                "all CPUs were busy for 0.8 s: this JVM took 10 %, others 88 %; who is running may"
                        + " have waited for one";
        JvmStory story = story(100, HOG).thread(805, 9, "main").log(806, 9, "machine", machine);
        assertThat(inShort(story))
                .contains("Virtual threads had no carrier, or one without a CPU, for 46.8 % of");
    }

    @Test
    void whoWaitsOnTheCarrierHasItToo() throws IOException {
        assertThat(inShort(story(100, PINS)))
                .contains("702 ms in 4 waits, mostly while pins was pinned to the carriers.");
    }

    @Test
    void whoHasNoNameIsNotTold() throws IOException {
        assertThat(inShort(story(100, "virtual thread"))).contains(" 702 ms in 3 waits.\n");
    }

    @Test
    void inAStopNobodyWaitsForACarrier() throws IOException {
        JvmStory story =
                briefWork()
                        .stop(100, "GC (Pause)")
                        .isReady(110, 8)
                        .endOfStop(700)
                        .mounts(710, 8, CARRIER);
        assertThat(inShort(story)).doesNotContain(NO_CARRIER);
    }

    @Test
    void whatIsLittleIsNotTold() throws IOException {
        assertThat(inShort(story(790, HOG))).doesNotContain(NO_CARRIER);
    }

    @Test
    void ofAPartOnlyThatCounts() throws IOException {
        assertThat(inShort(story(100, HOG), "--from", "850ms")).doesNotContain(NO_CARRIER);
        assertThat(inShort(story(100, HOG), "--to", "850ms")).contains(NO_CARRIER);
        assertThat(inShort(story(100, HOG), "--from", "500ms")).contains(": 300 ms in 1 wait,");
    }
}
