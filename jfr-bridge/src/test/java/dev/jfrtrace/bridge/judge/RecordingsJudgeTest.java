package dev.jfrtrace.bridge.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.jfrtrace.bridge.Recordings;
import dev.jfrtrace.bridge.Sha256;
import dev.jfrtrace.bridge.convert.ConversionReport;
import dev.jfrtrace.bridge.convert.ConvertOptions;
import dev.jfrtrace.bridge.convert.JfrToTrace;
import dev.jfrtrace.bridge.convert.TraceReport;
import dev.jfrtrace.bridge.source.RecordingException;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.judge.GoJudge;
import dev.jfrtrace.encoder.judge.JudgedOnce;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Every recording at hand becomes traces that Go's tools take, under the oldest and the newest. */
@JudgedOnce
class RecordingsJudgeTest {
    /** What every reader takes, for all; how others are written shows in the fixtures. */
    private static final TraceVersion USUAL = TraceVersion.GO_1_22;

    private static final List<TraceVersion> HEADERS = List.of(USUAL, TraceVersion.GO_1_26);

    @TempDir Path folder;

    /** Traces that were accepted: the same bytes need no second judgement. */
    private final Set<String> accepted = new HashSet<>();

    private int conversions;

    @TestFactory
    Stream<DynamicTest> isAcceptedByGo() {
        GoJudge judge = GoJudge.require();
        Stream<DynamicTest> each = Recordings.whole().stream().flatMap(r -> tests(judge, r));
        return Stream.concat(each, Stream.of(dynamicTest("none was forgotten", this::sawAll)));
    }

    private Stream<DynamicTest> tests(GoJudge judge, Path recording) {
        boolean isFixture = Recordings.fixtures().contains(recording);
        return (isFixture ? HEADERS : List.of(USUAL))
                .stream()
                        .map(
                                header ->
                                        dynamicTest(
                                                recording.getFileName() + " as go " + header,
                                                () -> judge(judge, recording, header)));
    }

    private void judge(GoJudge judge, Path recording, TraceVersion header) throws IOException {
        ConvertOptions options = ConvertOptions.builder().format(header).build();
        ConversionReport report =
                JfrToTrace.convert(recording, folder.resolve("judged.trace"), options);
        conversions++;
        if (Recordings.CLOCKS_OFF.contains(recording.getFileName().toString())) {
            assertThat(report.warnings())
                    .singleElement()
                    .asString()
                    .contains("times as fast as the wall clock");
        } else {
            assertThat(report.warnings()).isEmpty();
        }
        assertThat(report.traces()).isNotEmpty().hasSize(report.jvms());
        assertThat(report.traces().stream().mapToLong(TraceReport::eventsRead).sum())
                .as("fates of events")
                .isEqualTo(Recordings.countEvents(recording, folder));
        for (TraceReport trace : report.traces()) {
            assertThat(trace.refusalTexts()).isEmpty();
            assertThat(trace.refusals()).isZero();
            assertThat(trace.bytes()).isEqualTo(Files.size(trace.path()));
            if (accepted.add(Sha256.of(trace.path()))) {
                judge.assertAccepted(trace.path());
            }
        }
    }

    private void sawAll() {
        int fixtures = Recordings.fixtures().size();
        assertThat(fixtures).isGreaterThanOrEqualTo(2);
        int expected = fixtures * HEADERS.size();
        if (Recordings.hasShared()) {
            // All but the one that is cut off.
            assertThat(Recordings.shared()).hasSizeGreaterThanOrEqualTo(12);
            expected += Recordings.shared().size() - 1;
        }
        assertThat(conversions).isEqualTo(expected);
    }

    @Test
    @EnabledIf("dev.jfrtrace.bridge.Recordings#hasShared")
    void refusesTheOneThatIsCutOff() {
        Path out = folder.resolve("none.trace");
        assertThatThrownBy(
                        () ->
                                JfrToTrace.convert(
                                        Recordings.shared(Recordings.TRUNCATED),
                                        out,
                                        ConvertOptions.defaults()))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining(Recordings.TRUNCATED)
                .hasMessageContaining("1724737 bytes long, but only 900000 are there")
                .hasMessageContaining("the file was cut off");
        assertThat(folder).isEmptyDirectory();
    }
}
