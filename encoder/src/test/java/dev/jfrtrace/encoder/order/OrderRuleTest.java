package dev.jfrtrace.encoder.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jfrtrace.encoder.judge.GoJudge;
import dev.jfrtrace.encoder.judge.GoTools;
import dev.jfrtrace.encoder.judge.JudgedOnce;
import dev.jfrtrace.encoder.judge.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule is broken by the one line that shall break it, and Go says the same of the file. */
@JudgedOnce
class OrderRuleTest {
    /**
     * Judged by the encoder, which knows tables, version, time and cuts; {@code TraceEncoderTest}.
     */
    private static final Set<OrderRule> ENCODERS =
            EnumSet.of(OrderRule.R35, OrderRule.R36, OrderRule.V19, OrderRule.V20);

    /** Go 1.26's reader is lenient here; its reader of the raw form is not, nor are older ones. */
    private static final Set<OrderRule> OF_RAW_READER = EnumSet.of(OrderRule.R36);

    @TempDir Path folder;

    /** Where a script stopped: at a line, by a rule; both are null when nothing is refused. */
    private record Stop(ScriptLine line, OrderRule rule) {}

    @Test
    void eachRuleHasAScript() {
        Set<OrderRule> covered = EnumSet.noneOf(OrderRule.class);
        OrderScripts.all().forEach(script -> covered.add(script.rule()));
        assertThat(covered).containsExactly(OrderRule.values());
        assertThat(OrderRule.values()).hasSize(39 + 21);
    }

    @Test
    void rulesAreNumberedWithoutGaps() {
        List<String> names = Stream.of(OrderRule.values()).map(Enum::name).toList();
        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= 39; i++) {
            expected.add("R" + i);
        }
        for (int i = 1; i <= 21; i++) {
            expected.add("V" + i);
        }
        assertThat(names).isEqualTo(expected);
    }

    @Test
    void scriptsAreComplete() {
        for (Script script : OrderScripts.all()) {
            assertThat(script.goSays() != null || !isReaders(script)).as("" + script).isTrue();
            assertThat(script.rule().demand()).isNotBlank();
            assertThat(script.rule().otherwise()).isNotBlank();
            assertThat(script.wrong()).as(script.toString()).anyMatch(ScriptLine::breaks);
        }
    }

    @ParameterizedTest
    @MethodSource("ordered")
    void oneLineBreaksTheRule(Script script) {
        Stop writer = run(new TraceOrder(true), script.broken());
        assertThat(writer.rule()).isEqualTo(script.writersRule());
        if (isReaders(script)) {
            Stop reader = run(new TraceOrder(false), script.broken());
            assertThat(reader.rule()).isEqualTo(script.rule());
            assertThat(reader.line().breaks()).as(reader.line().toString()).isTrue();
        } else {
            assertThat(writer.line().breaks()).as(writer.line().toString()).isTrue();
            assertThat(run(new TraceOrder(false), script.broken())).isEqualTo(new Stop(null, null));
        }
    }

    @ParameterizedTest
    @MethodSource("ordered")
    void theRepairBreaksNone(Script script) {
        assertThat(run(new TraceOrder(false), script.repaired())).isEqualTo(new Stop(null, null));
        if (script.writersRule() == script.rule()) {
            assertThat(run(new TraceOrder(true), script.repaired()))
                    .isEqualTo(new Stop(null, null));
        }
    }

    /** A refused event has no effect: the repair still fits where it was refused. */
    @ParameterizedTest
    @MethodSource("ordered")
    void aRefusalChangesNothing(Script script) {
        if (script.writersRule() != script.rule() || script.rule() == OrderRule.V10) {
            return; // The way to the rule is refused, or there is nothing before it.
        }
        List<ScriptLine> lines = new ArrayList<>(script.broken());
        int breaking = lines.stream().map(ScriptLine::breaks).toList().indexOf(true);
        lines = new ArrayList<>(lines.subList(0, breaking + 1));
        lines.addAll(script.right());
        TraceOrder order = new TraceOrder(true);
        order.beginGeneration(1);
        Map<String, Long> ids = new HashMap<>();
        int refused = 0;
        long generation = 1;
        for (ScriptLine line : lines) {
            OrderRule broken = judge(order, line, ids);
            if (broken == null && line.type() == null) {
                order.beginGeneration(++generation);
            }
            refused += broken == null ? 0 : 1;
        }
        assertThat(refused).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("readers")
    void goRefusesTheSame(Script script) throws IOException {
        GoJudge judge = GoJudge.require();
        Path broken = Files.write(folder.resolve("broken"), script.bytes(script.broken()));
        Path repaired = Files.write(folder.resolve("repaired"), script.bytes(script.repaired()));
        judge.parsed(repaired, line -> {});
        if (OF_RAW_READER.contains(script.rule())) {
            assertThat(rawReaderSays(broken)).contains(script.goSays());
            assertThat(rawReaderSays(repaired)).doesNotContain(script.goSays());
            return;
        }
        assertThatThrownBy(() -> judge.parsed(broken, line -> {}))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("exit code 1")
                .hasMessageContaining(script.goSays());
    }

    @ParameterizedTest
    @MethodSource("viewers")
    void goTakesWhatOnlyViewersMind(Script script) throws IOException {
        GoJudge judge = GoJudge.require();
        Path broken = Files.write(folder.resolve("broken"), script.bytes(script.broken()));
        Path repaired = Files.write(folder.resolve("repaired"), script.bytes(script.repaired()));
        judge.parsed(repaired, line -> {});
        if (script.goSays() == null) {
            judge.parsed(broken, line -> {});
            return;
        }
        Verdict verdict = judge.judge(broken);
        assertThat(verdict.faults().toString())
                .containsPattern("panic|fatal error")
                .contains(script.goSays());
        judge.assertAccepted(repaired);
    }

    static List<Script> ordered() {
        return scripts(script -> !ENCODERS.contains(script.rule()));
    }

    static List<Script> readers() {
        return scripts(OrderRuleTest::isReaders);
    }

    static List<Script> viewers() {
        return scripts(script -> !isReaders(script));
    }

    private static List<Script> scripts(Predicate<Script> wanted) {
        return OrderScripts.all().stream().filter(wanted).toList();
    }

    private static boolean isReaders(Script script) {
        return script.rule().isReaders();
    }

    private static Stop run(TraceOrder order, List<ScriptLine> lines) {
        order.beginGeneration(1);
        long generation = 1;
        Map<String, Long> ids = new HashMap<>();
        for (ScriptLine line : lines) {
            OrderRule broken = judge(order, line, ids);
            if (broken != null) {
                return new Stop(line, broken);
            }
            if (line.type() == null) {
                order.beginGeneration(++generation);
            }
        }
        return new Stop(null, null);
    }

    private static OrderRule judge(TraceOrder order, ScriptLine line, Map<String, Long> ids) {
        if (line.type() == null) {
            // Scripts that are not about the end have no more than their rule needs.
            boolean judged = line.breaks() || line.isLast();
            return judged ? order.endGeneration(order.procCount() > 0) : null;
        }
        long[] args = line.arguments(text -> ids.computeIfAbsent(text, t -> ids.size() + 1L));
        return order.advance(
                line.type(), line.m(), args[0], args[1], args[2], args[3], line.text());
    }

    private static String rawReaderSays(Path trace) throws IOException {
        String tool = GoTools.require().traceTool().toString();
        Process process =
                new ProcessBuilder(tool, "-d=wire", trace.toString())
                        .redirectErrorStream(true)
                        .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
