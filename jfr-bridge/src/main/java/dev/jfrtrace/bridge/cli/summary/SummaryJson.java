package dev.jfrtrace.bridge.cli.summary;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jfrtrace.bridge.export.JsonText;
import dev.jfrtrace.encoder.read.StackFrame;
import dev.jfrtrace.encoder.read.State;
import dev.jfrtrace.encoder.read.summary.Doing;
import dev.jfrtrace.encoder.read.summary.GoroutineSummary;
import dev.jfrtrace.encoder.read.summary.LogSummary;
import dev.jfrtrace.encoder.read.summary.MutatorUtilization;
import dev.jfrtrace.encoder.read.summary.PlaceSummary;
import dev.jfrtrace.encoder.read.summary.RangeSummary;
import dev.jfrtrace.encoder.read.summary.RegionSummary;
import dev.jfrtrace.encoder.read.summary.Spent;
import dev.jfrtrace.encoder.read.summary.TraceSummary;
import dev.jfrtrace.encoder.read.summary.WaitSummary;
import dev.jfrtrace.encoder.read.summary.WakeSummary;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** A summary for machines; docs/SUMMARY.md has the keys. */
public final class SummaryJson {
    private static final int SCHEMA = 1;

    private SummaryJson() {}

    public static void write(SummaryReport report, OutputStream out) throws IOException {
        write(document(report), out);
    }

    static void write(Map<String, Object> document, OutputStream out) throws IOException {
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .writeValue(out, document);
        out.write('\n');
    }

    private static Map<String, Object> document(SummaryReport report) {
        TraceSummary summary = report.summary();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schema", SCHEMA);
        document.put("trace", report.trace());
        document.put("version", report.version().toString());
        document.put("fault", report.fault() == null ? null : report.fault().getMessage());
        document.put("generations", report.generations());
        document.put("start", summary.start());
        document.put("duration", summary.duration());
        document.put("wallStart", report.wallStart().map(Instant::toString).orElse(null));
        document.put("events", summary.events());
        document.put("threads", summary.threads());
        document.put("maxRunning", summary.maxRunning());
        document.put("samples", summary.samples());
        document.put("sampledRunning", report.sampleCover().running());
        document.put("sampledSeen", report.sampleCover().seen());
        document.put("logs", report.logs());
        document.put("minHeap", summary.minHeap());
        document.put("maxHeap", summary.maxHeap());
        document.put("gaps", report.gaps().map(LogSummary::count).orElse(0L));
        document.put("dataLosses", report.dataLosses().map(LogSummary::count).orElse(0L));
        document.put("hidden", report.hidden().orElse(null));
        document.put("virtual", report.virtual().orElse(null));
        document.put("deadlock", report.deadlock().orElse(null));
        document.put("conclusions", Conclusions.of(report).stream().map(JsonText::clean).toList());
        document.put("throttled", report.throttled().map(SummaryJson::values).orElse(null));
        document.put("fullMachine", report.fullMachine().map(SummaryJson::values).orElse(null));
        document.put("cpuWaits", objects(report.cpuWaits(), SummaryJson::values));
        CpuUse use = report.cpuUse();
        document.put("cpuTime", use.ofThreads().map(SummaryJson::values).orElse(null));
        document.put("jvmCpuTime", use.ofJvm().map(SummaryJson::values).orElse(null));
        document.put("stops", values(summary.stops()));
        document.put("utilization", utilization(summary));
        document.put("ranges", objects(summary.ranges(), SummaryJson::values));
        document.put("regions", objects(summary.regions(), SummaryJson::valuesOfRegion));
        document.put("tasks", objects(summary.tasks(), SummaryJson::values));
        document.put("logCategories", objects(summary.logs(), SummaryJson::values));
        List<WaitSummary> waits = new ArrayList<>(report.waits(State.WAITING));
        waits.addAll(report.waits(State.SYSCALL));
        waits.addAll(report.waits(State.RUNNABLE));
        document.put("waits", objects(waits, SummaryJson::values));
        document.put("wakes", objects(report.wakes(), SummaryJson::values));
        document.put("sampled", objects(report.sampled(), SummaryJson::values));
        document.put("logged", objects(report.logged(), SummaryJson::values));
        document.put("allocated", objects(report.allocated(), SummaryJson::values));
        document.put("goroutines", objects(summary.goroutines(), g -> values(g, use)));
        return document;
    }

    /** Made one by one when they are written: there may be many, with deep stacks. */
    static <T> Iterable<Map<String, Object>> objects(
            List<T> all, Function<T, Map<String, Object>> values) {
        return () -> all.stream().map(values).iterator();
    }

    private static List<Map<String, Object>> utilization(TraceSummary summary) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (long window : SummaryReport.WINDOWS) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("window", window);
            values.put("minimum", minimum(summary.utilization(), window));
            values.put("minimumOfAllStops", minimum(summary.utilizationOfAllStops(), window));
            all.add(values);
        }
        return all;
    }

    private static Double minimum(MutatorUtilization utilization, long window) {
        double minimum = utilization.minimum(window);
        return Double.isNaN(minimum) ? null : Double.valueOf(minimum);
    }

    static Map<String, Object> values(RangeSummary range) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", JsonText.clean(range.name()));
        values.put("count", range.count());
        values.put("unfinished", range.unfinished());
        values.put("sum", range.sum());
        values.put("p50", range.percentile(50));
        values.put("p90", range.percentile(90));
        values.put("p99", range.percentile(99));
        values.put("max", range.max());
        values.put("maxTime", range.maxTime());
        return values;
    }

    private static Map<String, Object> valuesOfRegion(RegionSummary region) {
        Map<String, Object> values = values(region);
        values.put("spent", values(region.spent()));
        values.put("slowest", objects(region.slowest(), SummaryJson::values));
        return values;
    }

    private static Map<String, Object> values(RegionSummary.Slow slow) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("goroutine", slow.goroutine().id());
        values.put("name", JsonText.clean(slow.goroutine().name()));
        values.put("time", slow.since());
        values.put("length", slow.length());
        values.put("spent", values(slow.spent()));
        return values;
    }

    private static Map<String, Object> values(Spent spent) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("running", spent.running());
        values.put("runnable", spent.runnable());
        values.put("syscall", spent.syscall());

        values.put("blocked", clean(spent.blocked()));
        return values;
    }

    private static Map<String, Object> values(CpuShortage.Throttled told) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("within", told.within());
        values.put("withheld", told.withheld());
        values.put("throttledPeriods", told.throttledPeriods());
        values.put("periods", told.periods());
        values.put("worst", told.worst());
        values.put("worstTime", told.worstTime());
        values.put("worstWithin", told.worstWithin());
        values.put("quota", told.quota().isEmpty() ? null : JsonText.clean(told.quota()));
        return values;
    }

    private static Map<String, Object> values(CpuShortage.FullMachine told) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("length", told.length());
        values.put("ours", told.ours());
        values.put("others", told.others());
        values.put("starved", told.isStarved());
        return values;
    }

    private static Map<String, Object> values(CpuUse.Told told) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("taken", told.taken());
        values.put("within", told.within());
        return values;
    }

    private static Map<String, Object> values(CpuShortage.Wait wait) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", JsonText.clean(wait.name()));
        values.put("count", wait.count());
        values.put("sum", wait.sum());
        return values;
    }

    private static Map<String, Object> values(LogSummary log) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("category", JsonText.clean(log.category()));
        values.put("count", log.count());
        values.put("firstTime", log.firstTime());
        values.put("firstMessage", JsonText.clean(log.firstMessage()));
        return values;
    }

    private static Map<String, Object> values(WaitSummary wait) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("state", wait.state().specName());
        values.put("reason", JsonText.clean(wait.reason()));
        values.put("count", wait.count());
        values.put("sum", wait.sum());
        values.put("max", wait.max());
        values.put("maxTime", wait.maxTime());
        values.put("open", wait.open());
        values.put("openSum", wait.openSum());
        values.put("openMax", wait.openMax());
        values.put("openMaxTime", wait.openMaxTime());
        values.put("stack", objects(wait.frames(), SummaryJson::values));
        values.put("waiters", objects(wait.waiters(), SummaryJson::values));
        values.put("wakers", objects(wait.wakers(), SummaryJson::values));
        values.put("keepers", objects(wait.keepers(), keeper -> values(wait, keeper)));
        return values;
    }

    private static Map<String, Object> values(WaitSummary wait, WaitSummary.Share keeper) {
        Map<String, Object> values = values(keeper);
        values.put("did", objects(wait.doings(keeper.name()), SummaryJson::values));
        return values;
    }

    private static Map<String, Object> values(Doing doing) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("state", doing.state().specName());
        values.put("reason", JsonText.clean(doing.reason()));
        values.put("sum", doing.sum());
        values.put("stack", objects(doing.frames(), SummaryJson::values));
        return values;
    }

    private static Map<String, Object> values(WaitSummary.Share share) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", JsonText.clean(share.name()));
        values.put("count", share.count());
        values.put("sum", share.sum());
        return values;
    }

    private static Map<String, Object> values(StackFrame frame) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("function", JsonText.clean(frame.function()));
        values.put("file", JsonText.clean(frame.file()));
        values.put("line", frame.line());
        return values;
    }

    private static Map<String, Object> values(PlaceSummary place) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("category", JsonText.clean(place.category()));
        values.put("name", JsonText.clean(place.name()));
        values.put("count", place.count());
        values.put("stack", objects(place.frames(), SummaryJson::values));
        return values;
    }

    private static Map<String, Object> values(Allocations.Allocated one) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("class", JsonText.clean(one.type()));
        values.put("where", JsonText.clean(one.where()));
        values.put("bytes", one.bytes());
        values.put("count", one.count());
        return values;
    }

    private static Map<String, Object> values(WakeSummary wake) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("waker", JsonText.clean(wake.waker()));
        values.put("woken", JsonText.clean(wake.woken()));
        values.put("reason", JsonText.clean(wake.reason()));
        values.put("count", wake.count());
        values.put("sum", wake.sum());
        return values;
    }

    private static Map<String, Object> values(GoroutineSummary g, CpuUse use) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("id", g.id());
        values.put("name", JsonText.clean(g.name()));
        values.put("created", g.created());
        values.put("started", g.started());
        values.put("ended", g.ended());
        values.put("total", g.total());
        values.put("running", g.running());
        values.put("cpu", use.of(List.of(g)).orElse(null));
        values.put("runnable", g.runnable());
        values.put("blocked", clean(g.blocked()));
        values.put("syscall", g.syscall());
        values.put("blockedSyscall", g.blockedSyscall());
        values.put("unknown", g.unknown());
        values.put("inRanges", clean(g.ranges()));
        return values;
    }

    private static Map<String, Long> clean(Map<String, Long> times) {
        Map<String, Long> clean = new TreeMap<>();
        times.forEach((name, time) -> clean.merge(JsonText.clean(name), time, Long::sum));
        return clean;
    }
}
