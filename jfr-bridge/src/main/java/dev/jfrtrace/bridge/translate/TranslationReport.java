package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.collect.Symbols;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.encoder.Refusal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what became of every record, and what had to give way. */
public final class TranslationReport implements Refusal.Handler {
    /** Refusals that are kept word for word. */
    private static final int KEPT_REFUSALS = 10;

    private final Symbols symbols;
    private final long[][] byRow = new long[JfrMapping.values().length][Fate.values().length];
    private final Map<Long, long[]> bySymbol = new HashMap<>();
    private final List<String> refusals = new ArrayList<>();
    private long refusalCount;
    private long clippedAtEdge;
    private long hookFailures;
    private long deferrals;
    private int shownThreads;
    private int foldedThreads;

    TranslationReport(Symbols symbols) {
        this.symbols = symbols;
    }

    void count(JfrRecord record, Fate fate) {
        counts(record)[fate.ordinal()]++;
    }

    private long[] counts(JfrRecord record) {
        boolean named =
                record.row == JfrMapping.CUSTOM.ordinal()
                        || record.row == JfrMapping.OTHER.ordinal();
        return named
                ? bySymbol.computeIfAbsent(record.slots[0], s -> new long[Fate.values().length])
                : byRow[record.row];
    }

    void countClippedAtEdge() {
        clippedAtEdge++;
    }

    /**
     * Hooks of the agent have failed.
     *
     * @param total so often since they were woven in
     */
    void hooksFailed(long total) {
        hookFailures = Math.max(hookFailures, total);
    }

    void finish(long putOff, int threads, int folded) {
        deferrals = putOff;
        shownThreads = threads;
        foldedThreads = folded;
    }

    @Override
    public void refused(Refusal refusal) {
        defect(refusal.toString());
    }

    /** A step failed, and was left out. */
    void defect(IllegalStateException failure) {
        defect(failure.getMessage());
    }

    /** The encoder may do its part on another thread. */
    private synchronized void defect(String what) {
        refusalCount++;
        if (refusals.size() < KEPT_REFUSALS) {
            refusals.add(what);
        }
    }

    /** For each event type, by name, how many events met which fate. */
    public Map<String, Map<Fate, Long>> fates() {
        Map<String, Map<Fate, Long>> all = new TreeMap<>();
        for (JfrMapping row : JfrMapping.values()) {
            add(all, row.event(), byRow[row.ordinal()]);
        }
        bySymbol.forEach((symbol, counts) -> add(all, symbols.text(symbol), counts));
        return all;
    }

    /** How many events met which fate. */
    public Map<Fate, Long> totals() {
        long[] sum = new long[Fate.values().length];
        for (long[] counts : byRow) {
            add(sum, counts);
        }
        bySymbol.values().forEach(counts -> add(sum, counts));
        Map<Fate, Long> totals = new EnumMap<>(Fate.class);
        for (Fate fate : Fate.values()) {
            if (sum[fate.ordinal()] > 0) {
                totals.put(fate, sum[fate.ordinal()]);
            }
        }
        return totals;
    }

    private static void add(long[] sum, long[] counts) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += counts[i];
        }
    }

    private static void add(Map<String, Map<Fate, Long>> all, String type, long[] counts) {
        for (Fate fate : Fate.values()) {
            if (counts[fate.ordinal()] > 0) {
                all.computeIfAbsent(type, t -> new EnumMap<>(Fate.class))
                        .put(fate, counts[fate.ordinal()]);
            }
        }
    }

    /** Events that the encoder left out to keep the trace whole: defects of ours. */
    public synchronized long refusalCount() {
        return refusalCount;
    }

    /** The first of them, word for word. */
    public synchronized List<String> refusals() {
        return List.copyOf(refusals);
    }

    /** Events that began before the recording or the window, and were cut there. */
    public long clippedAtEdge() {
        return clippedAtEdge;
    }

    /** How often hooks of the agent failed; as many events are missing. */
    public long hookFailures() {
        return hookFailures;
    }

    /** Steps that were put off, because their thread waited or the world was stopped. */
    public long deferrals() {
        return deferrals;
    }

    /** Virtual threads that were not to be shown. */
    public int foldedThreads() {
        return foldedThreads;
    }

    /** Threads that have a goroutine in the trace. */
    public int shownThreads() {
        return shownThreads;
    }
}
