package dev.jfrtrace.bridge.cli.summary;

import static dev.jfrtrace.bridge.cli.summary.SummaryLines.known;
import static dev.jfrtrace.bridge.cli.summary.SummaryLines.knownCode;

import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.bridge.export.ShownFrames;
import dev.jfrtrace.encoder.read.State;
import dev.jfrtrace.encoder.read.summary.GoroutineSummary;
import dev.jfrtrace.encoder.read.summary.PlaceSummary;
import dev.jfrtrace.encoder.read.summary.RangeSummary;
import dev.jfrtrace.encoder.read.summary.WaitSummary;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.DoubleFunction;
import java.util.regex.Pattern;

/** What is compared of two traces: THE table. Each is a sum over the trace, item by item. */
enum Measure {
    TIME("time", "Where time went", Unit.NANOS, Measure::addTimes),
    CPU("cpu", "CPU time, by pool", Unit.NANOS, Measure::addCpu),
    STOPS("stops", "Stops, by kind", Unit.NANOS, Measure::addStops),
    ALLOCATED("allocated", "Allocated, by class and method", Unit.BYTES, Measure::addAllocated),
    SAMPLED("sampled", "CPU samples, by method", Unit.SHARE, Measure::addSampled),
    LOGGED("logged", "Logs, by method", Unit.NUMBER, Measure::addLogged);

    /** How an amount is written. */
    enum Unit {
        NANOS(nanos -> Text.span(Math.round(nanos))),
        BYTES(bytes -> Text.size(Math.round(bytes))),

        /** Of all there is in the trace, from 0 to 1: no matter how long that is. */
        SHARE(part -> String.format(Locale.ROOT, "%.1f %%", 100 * part)),
        NUMBER(
                number ->
                        String.format(
                                Locale.ROOT, number < Unit.LEAST_TEN ? "%.2f" : "%,.0f", number));

        /** What two digits behind the point would make ten of. */
        private static final double LEAST_TEN = 9.995;

        private final DoubleFunction<String> text;

        Unit(DoubleFunction<String> text) {
            this.text = text;
        }

        String text(double amount) {
            return text.apply(amount);
        }
    }

    /**
     * What has the same name in both traces.
     *
     * @param who a pool of threads; empty where it does not matter
     * @param what it did, and where
     */
    record Item(String who, String what) implements Comparable<Item> {
        @Override
        public int compareTo(Item other) {
            int order = who.compareTo(other.who);
            return order != 0 ? order : what.compareTo(other.what);
        }
    }

    /** What no two runs have in common: names of temporary files, of classes made on the way. */
    private static final Pattern OF_ONE_RUN = Pattern.compile("(?<![:\\d])\\d{4,}");

    /** Sums of items. */
    static final class Sums {
        private final Map<Item, Double> byItem = new TreeMap<>();

        private void add(String who, String what, double amount) {
            if (amount > 0) {
                String ofAll = OF_ONE_RUN.matcher(what).replaceAll("#");
                byItem.merge(new Item(who, ofAll), amount, Double::sum);
            }
        }
    }

    /** A microsecond of each second. */
    private static final double LEAST_PART = 1e-6;

    private final String key;
    private final String title;
    private final Unit unit;
    private final BiConsumer<SummaryReport, Sums> items;

    Measure(String key, String title, Unit unit, BiConsumer<SummaryReport, Sums> items) {
        this.key = key;
        this.title = title;
        this.unit = unit;
        this.items = items;
    }

    /** In JSON. */
    String key() {
        return key;
    }

    String title() {
        return title;
    }

    Unit unit() {
        return unit;
    }

    /** All items of a trace that has this measure; none of one that does not tell of it. */
    Map<Item, Double> of(SummaryReport report) {
        Sums sums = new Sums();
        items.accept(report, sums);
        if (unit == Unit.NANOS) {
            // Mostly the distance that events of a trace must have.
            double least = report.summary().duration() * LEAST_PART;
            sums.byItem.values().removeIf(nanos -> nanos < least);
        }
        return sums.byItem;
    }

    /**
     * But for waiting for the next task, which is what is left of a thread's time; and for the
     * tracer's threads, which only a live trace has.
     */
    private static void addTimes(SummaryReport report, Sums sums) {
        for (GoroutineGroup group : report.groups()) {
            addTime(group.name(), "running", group.sum(GoroutineSummary::running), sums);
            addTime(group.name(), "runnable", group.sum(GoroutineSummary::runnable), sums);
        }
        for (WaitSummary wait : report.summary().waits()) {
            if (isTold(report, wait)) {
                String what = what(wait);
                wait.waiters().forEach(by -> addTime(by.name(), what, by.sum(), sums));
            }
        }
    }

    private static void addTime(String who, String what, long nanos, Sums sums) {
        if (!JvmThreads.areTracers(who)) {
            sums.add(known(who), what, nanos);
        }
    }

    private static boolean isTold(SummaryReport report, WaitSummary wait) {
        boolean isOfProgram = wait.state() == State.SYSCALL || saysMuch(wait);
        return isOfProgram && !report.idleWaits().isIdle(wait);
    }

    private static boolean saysMuch(WaitSummary wait) {
        return wait.state() == State.WAITING && SummaryWaits.saysMuch(wait.reason());
    }

    private static String what(WaitSummary wait) {
        String awaited = ShownFrames.awaited(wait.frames());
        String where = wait.frames().isEmpty() ? "" : SummaryPlaces.whereOf(wait.frames());
        return SummaryWaits.reason(wait.state(), wait.reason(), awaited)
                + (where.isEmpty() ? "" : " in " + where);
    }

    /** As if what was taken in the time that is told of had been taken evenly in all. */
    private static void addCpu(SummaryReport report, Sums sums) {
        CpuUse use = report.cpuUse();
        double part = use.partOf(report.summary().duration());
        for (GoroutineGroup group : report.groups()) {
            use.of(group.members())
                    .filter(taken -> part > 0)
                    .ifPresent(taken -> sums.add(known(group.name()), "", taken / part));
        }
    }

    private static void addStops(SummaryReport report, Sums sums) {
        for (RangeSummary kind : report.stopKinds()) {
            sums.add("", SummaryText.ofStop(kind.name()), kind.sum());
        }
    }

    private static void addAllocated(SummaryReport report, Sums sums) {
        for (Allocations.Allocated one : report.allocated()) {
            sums.add("", knownCode(one.type()) + " in " + one.where(), one.bytes());
        }
    }

    private static void addSampled(SummaryReport report, Sums sums) {
        long all = report.summary().samples();
        for (PlaceSummary place : report.sampled()) {
            String where = SummaryPlaces.whereOf(place.frames());
            sums.add(known(place.name()), where, Text.ratio(place.count(), all));
        }
    }

    private static void addLogged(SummaryReport report, Sums sums) {
        for (PlaceSummary place : report.logged()) {
            if (!place.frames().isEmpty() && !report.isOfAllocations(place)) {
                String where = SummaryPlaces.whereOf(place.frames());
                sums.add(
                        known(place.name()),
                        known(place.category()) + " in " + where,
                        place.count());
            }
        }
    }
}
