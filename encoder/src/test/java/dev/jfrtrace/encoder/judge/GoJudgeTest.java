package dev.jfrtrace.encoder.judge;

import static dev.jfrtrace.encoder.judge.WorkedExample.EVENTS;
import static dev.jfrtrace.encoder.judge.WorkedExample.GO_STATUS;
import static dev.jfrtrace.encoder.judge.WorkedExample.PROCS_CHANGE;
import static dev.jfrtrace.encoder.judge.WorkedExample.PROC_STATUS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A judge is worth what it rejects: each of its steps must catch what only that step can. */
class GoJudgeTest {
    @TempDir Path folder;

    private GoJudge judge;

    @BeforeEach
    void needsGo() {
        judge = GoJudge.require();
    }

    @Test
    void theExampleIsTheDocumentedOne() {
        assertThat(WorkedExample.go122()).hasSize(160);
        assertThat(WorkedExample.go126()).hasSize(173);
    }

    @Test
    void acceptsTheExample() throws IOException {
        Verdict verdict = judge.judge(file("good.trace", WorkedExample.go122()));
        assertThat(verdict.faults()).isEmpty();
        assertThat(verdict.accepted()).isTrue();
        // The parser adds a Sync at both ends of the generation.
        assertThat(verdict.kinds())
                .isEqualTo(Map.of("StateTransition", 7L, "Metric", 1L, "Sync", 2L));
        assertThat(verdict.events()).isEqualTo(10);
        assertThat(verdict.count("RegionBegin")).isZero();
        assertThat(verdict.pages()).isEqualTo(41);
    }

    @Test
    void acceptsTheExampleInThe126Form() throws IOException {
        Path trace = file("good126.trace", WorkedExample.go126());
        judge.assertAccepted(trace);
        assertThat(judge.judge(trace).events()).isEqualTo(10);
    }

    @Test
    void handsOverParsedLines() throws IOException {
        List<String> lines = new ArrayList<>();
        judge.parsed(file("good.trace", WorkedExample.go122()), lines::add);
        assertThat(lines)
                .contains(
                        "M=1 P=0 G=7 StateTransition Time=1121 GoID=7 Running->Waiting"
                                + " Reason=\"sync\"")
                .contains("TransitionStack=")
                .anyMatch(line -> line.startsWith("\tMain.work @ 0x1001"));
    }

    @Test
    void rejectsOneDamagedByte() throws IOException {
        byte[] bytes = WorkedExample.go122();
        int sequenceOfGoStart = 0x9a;
        assertThat(bytes[sequenceOfGoStart]).isEqualTo((byte) 2);
        bytes[sequenceOfGoStart] = 3;
        Path trace = file("damaged.trace", bytes);
        assertThatThrownBy(() -> judge.assertAccepted(trace))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("damaged.trace")
                .hasMessageContaining("-d=parsed")
                .hasMessageContaining("exit code 1")
                .hasMessageContaining("failed to advance");
        assertThatThrownBy(() -> judge.parsed(trace, line -> {}))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("failed to advance");
        Verdict verdict = judge.judge(trace);
        assertThat(verdict.faults()).hasSize(1);
        assertThat(verdict.count("StateTransition")).isEqualTo(4);
        assertThat(verdict.pages()).isZero();
    }

    @Test
    void rejectsWhatOnlyAPagePanicsOn() throws IOException {
        List<String> events = new ArrayList<>(EVENTS);
        events.remove(PROCS_CHANGE);
        Path trace = file("no-procs-change.trace", WorkedExample.go122(events));
        judge.parsed(trace, line -> {});
        Verdict verdict = judge.judge(trace);
        assertThat(verdict.accepted()).isFalse();
        assertThat(verdict.faults())
                .allSatisfy(fault -> assertThat(fault).contains("no-procs-change.trace"))
                .anySatisfy(
                        fault ->
                                assertThat(fault)
                                        .contains("GET /mmu?mode=plot")
                                        .contains("panic serving"))
                .anySatisfy(fault -> assertThat(fault).contains("log of the web server"));
        // The server outlives it, so the pages without a plot are still judged, and are good.
        assertThat(verdict.pages()).isEqualTo(24);
    }

    @Test
    void rejectsWhatTheViewerDiesOf() throws IOException {
        List<String> events = new ArrayList<>(EVENTS);
        Collections.swap(events, events.indexOf(PROC_STATUS), events.indexOf(GO_STATUS));
        Path trace = file("running-before-proc.trace", WorkedExample.go122(events));
        judge.parsed(trace, line -> {});
        assertThat(judge.judge(trace).faults())
                .singleElement()
                .asString()
                .contains("start of the web server: ended with exit code 2")
                .contains("non-executing goroutine stopped");
    }

    @Test
    void rejectsAFileThatIsNoTrace() throws IOException {
        Path trace = file("empty.trace", new byte[0]);
        assertThatThrownBy(() -> judge.assertAccepted(trace))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not a Go execution trace");
    }

    @Test
    void leavesNoProcessBehind() throws IOException {
        judge.judge(file("good.trace", WorkedExample.go122()));
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void followsLinksAsABrowserDoes() {
        GoServer.Page page =
                new GoServer.Page(
                        "/",
                        100,
                        "<a href=\"/io?name=a&amp;raw=1\">1</a> <a href='/no'></a>"
                                + "<a href=\"/trace?taskid=7#0:1\"></a><a href=\"#top\"></a>"
                                + "<a href=\"/trace?taskid=7#2:3\"></a>");
        assertThat(page.links("/")).containsExactly("/io?name=a&raw=1", "/trace?taskid=7");
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }
}
