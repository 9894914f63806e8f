package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.api.Trace;
import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.bridge.source.JfrFrame;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A thread that waits in two places, one after the other, and who is told where. */
@Timeout(60)
class SilentPlacesTest {
    @TempDir private Path folder;

    private final SilentPlaces places = new SilentPlaces();
    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch second = new CountDownLatch(1);
    private Thread thread;

    @BeforeEach
    void startTheThread() throws Exception {
        thread =
                Script.start(
                        "quiet",
                        () -> {
                            waitFirst();
                            Trace.log("n", "between");
                            waitThen();
                        });
        awaitIn("waitFirst");
    }

    @AfterEach
    void endTheThread() throws Exception {
        first.countDown();
        second.countDown();
        thread.join();
    }

    private void waitFirst() throws InterruptedException {
        first.await();
    }

    private void waitThen() throws InterruptedException {
        second.await();
    }

    private void goOn() throws InterruptedException {
        first.countDown();
        awaitIn("waitThen");
    }

    private void awaitIn(String method) throws InterruptedException {
        while (thread.getState() != Thread.State.WAITING
                || !methods(Waits.frames(thread.getStackTrace())).contains(method)) {
            Thread.sleep(1);
        }
    }

    private static List<String> methods(List<JfrFrame> stack) {
        return stack.stream().map(JfrFrame::method).toList();
    }

    private long look() {
        return places.look(List.of(thread));
    }

    private List<String> take(long number) {
        return methods(places.take(number));
    }

    /** The reader is behind: it asks for both when both have been seen. */
    @Test
    void eachLookHasItsPlace() throws Exception {
        long before = look();
        goOn();
        long after = look();
        assertThat(take(before)).contains("waitFirst");
        assertThat(take(after)).contains("waitThen");
    }

    @Test
    void aPlaceIsTakenOnce() {
        long number = look();
        assertThat(take(number)).isNotEmpty();
        assertThat(take(number)).isEmpty();
    }

    @Test
    void whatNobodyAskedForIsForgotten() throws Exception {
        long lost = look();
        goOn();
        assertThat(take(look())).contains("waitThen");
        assertThat(places.size()).isZero();
        assertThat(take(lost)).isEmpty();
    }

    @Test
    void anEventWithoutAPlaceForgetsNothing() {
        long number = look();
        assertThat(take(SilentPlaces.NONE)).isEmpty();
        assertThat(take(number)).contains("waitFirst");
    }

    @Test
    void aThreadThatHasEndedHasNoPlace() throws Exception {
        Thread ended = Script.start("ended", () -> {});
        ended.join();
        long number = places.look(List.of(ended, thread));
        assertThat(take(number)).isEmpty();
        assertThat(take(number + 1)).contains("waitFirst");
    }

    /** Each has a number all the same. */
    @Test
    void ofManyThreadsSomeAreLookedAt() {
        long number = places.look(Collections.nCopies(100, thread));
        assertThat(places.size()).isBetween(1, 99);
        assertThat(take(number)).contains("waitFirst");
        assertThat(take(number + 99)).isEmpty();
        assertThat(look()).isEqualTo(number + 100);
    }

    @Test
    void aReaderThatIsFarBehindCostsABoundedAmount() {
        long last = 0;
        for (int i = 0; i < SilentPlaces.MOST_KEPT; i++) {
            last = places.look(List.of(thread, thread));
        }
        assertThat(places.size()).isEqualTo(SilentPlaces.MOST_KEPT);
        assertThat(take(last)).isEmpty();
        assertThat(take(look())).as("looked at when there is room again").isNotEmpty();
    }

    /** From the looks through the events to the trace. */
    @Test
    void aFeedThatIsBehindShowsBothPlaces() throws Exception {
        FedTrace fed = new FedTrace(folder, Duration.ofMillis(100));
        try (Survey survey = new Survey(new RunQueue(javaId -> 0), fed.silent())) {
            fed.flush(fed.record(() -> {}));
            Path chunk =
                    fed.record(
                            "jdk.ThreadPark",
                            () -> {
                                survey.next();
                                survey.next();
                                Thread.sleep(200);
                                goOn();
                                survey.next();
                                survey.next();
                                Thread.sleep(200);
                            });
            fed.flush(chunk);
        }
        fed.finish();
        ParsedTrace trace = fed.parsed();
        assertThat(trace.spans(Survey.id(thread)))
                .anyMatch(span -> hasFrame(span, "waitFirst"))
                .anyMatch(span -> hasFrame(span, "waitThen"));
    }

    private static boolean hasFrame(ParsedTrace.Span span, String method) {
        return span.begin().moved().stream().anyMatch(frame -> frame.contains(method));
    }
}
