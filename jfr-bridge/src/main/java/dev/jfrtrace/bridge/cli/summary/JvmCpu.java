package dev.jfrtrace.bridge.cli.summary;

import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.encoder.read.summary.GoroutineSummary;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says where the CPUs' time went to the JVM itself. Nobody is known to have waited for that, so
 * what held up threads is told before.
 */
final class JvmCpu {
    private static final double LAST = 0;

    private final CpuUse use;
    private final List<GoroutineSummary> threads;
    private final long duration;

    private JvmCpu(SummaryReport report) {
        this.use = report.cpuUse();
        this.threads = report.summary().goroutines();
        this.duration = report.summary().duration();
    }

    static List<Conclusion> of(SummaryReport report) {
        JvmCpu cpu = new JvmCpu(report);
        return Stream.of(cpu.compilers(), cpu.others())
                .flatMap(Optional::stream)
                .map(sentence -> new Conclusion(LAST, sentence))
                .toList();
    }

    private Optional<String> compilers() {
        long took =
                use.of(threads.stream().filter(g -> JvmThreads.areCompilers(g.name())).toList())
                        .orElse(0L);
        return use.ofThreads()
                .filter(all -> use.isOfMost(threads))
                .filter(all -> Threshold.COMPILED_OF_TRACE.isReachedBy(Text.ratio(took, duration)))
                .filter(all -> Threshold.COMPILED_PART.isReachedBy(Text.ratio(took, all.taken())))
                .map(
                        all ->
                                "The JVM's compilers used "
                                        + Text.span(took)
                                        + " of the "
                                        + Text.span(all.taken())
                                        + " of CPU time that threads are known to have"
                                        + " used.");
    }

    /** No load is of collectors' threads, nor of those that native libraries have. */
    private Optional<String> others() {
        long known = use.ofThreads().filter(this::isOfAll).map(CpuUse.Told::taken).orElse(0L);
        long atMost = known + use.ranUnknown(threads);
        return use.ofJvm()
                .filter(jvm -> known > 0 && isMuch(jvm.taken() - atMost))
                .filter(
                        jvm ->
                                Threshold.MOST.isReachedBy(
                                        Text.ratio(jvm.taken() - atMost, jvm.taken())))
                .map(
                        jvm ->
                                "Of the "
                                        + Text.span(jvm.taken())
                                        + " of CPU time that the whole JVM used, Java threads"
                                        + " and compilers account for "
                                        + Text.span(known)
                                        + "; the rest went to the collector or to threads of native"
                                        + " libraries.");
    }

    private boolean isOfAll(CpuUse.Told told) {
        return Threshold.ALL.isReachedBy(Text.ratio(told.within(), duration));
    }

    private boolean isMuch(long nanos) {
        return Threshold.CPU_GAP_OF_TRACE.isReachedBy(Text.ratio(nanos, duration));
    }
}
