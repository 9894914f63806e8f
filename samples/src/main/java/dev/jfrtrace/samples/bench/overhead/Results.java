package dev.jfrtrace.samples.bench.overhead;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came of a plan, as text. */
final class Results {
    private final Map<String, Comparison> comparisons = new LinkedHashMap<>();
    private final String base;
    private final Distribution perSecond = new Distribution();
    private final Distribution cpuMicros = new Distribution();
    private final Distribution compiling = new Distribution();
    private final Distribution p50Millis = new Distribution();
    private final Distribution p99Millis = new Distribution();

    private Results(String base) {
        this.base = base;
    }

    /**
     * @param slices of a {@link Plan#interleaved} plan
     */
    static Results interleaved(List<Slice> slices) {
        Results results = new Results(slices.get(0).mode());
        for (int i = 0; i < slices.size(); i++) {
            if (i % 2 == 0) {
                results.addBase(slices.get(i));
            } else {
                results.comparison(slices.get(i))
                        .add(slices.get(i), slices.get(i - 1), slices.get(i + 1));
            }
        }
        return results;
    }

    static Results ofTwins(List<Exchange> exchanges) {
        Results results = new Results(exchanges.get(0).base().mode());
        for (Exchange exchange : exchanges) {
            results.addBase(exchange.base());
            results.addBase(exchange.baseAgain());
            results.comparison(exchange.mode()).add(exchange);
        }
        return results;
    }

    private Comparison comparison(Slice slice) {
        return comparisons.computeIfAbsent(slice.mode(), mode -> new Comparison());
    }

    private void addBase(Slice slice) {
        perSecond.add(slice.work().perSecond());
        cpuMicros.add(slice.cpuNanos() / 1e3);
        compiling.add(slice.compiling());
        p50Millis.add(slice.work().p50Nanos() / 1e6);
        p99Millis.add(slice.work().p99Nanos() / 1e6);
    }

    /** What the others are compared with. */
    String baseline(String unit) {
        return String.format(
                "%s: %s %ss/s, %s µs of CPU for a %s, %s compilers, p50 %s ms, p99 %s ms",
                base,
                perSecond.quartiles(0),
                unit,
                cpuMicros.quartiles(2),
                unit,
                compiling.quartiles(3),
                p50Millis.quartiles(3),
                p99Millis.quartiles(3));
    }

    /** The columns of docs/BENCHMARKS.md. */
    Table table() {
        Table table =
                new Table(
                        "mode",
                        "throughput",
                        "CPU",
                        "compilers",
                        "p50",
                        "p99",
                        "JFR events/s",
                        "KB/s",
                        "µs/event",
                        "incomplete");
        comparisons.forEach((mode, comparison) -> addRow(table, mode, comparison));
        return table;
    }

    private static void addRow(Table table, String mode, Comparison comparison) {
        table.row(
                mode,
                comparison.throughput.quartiles(3),
                comparison.cpu.quartiles(3),
                comparison.compiling.quartiles(3),
                comparison.p50.quartiles(3),
                comparison.p99.quartiles(3),
                comparison.eventsPerSecond.median(0),
                comparison.kilobytesPerSecond.median(0),
                comparison.microsPerEvent.quartiles(2),
                Integer.toString(comparison.incomplete()));
    }
}
