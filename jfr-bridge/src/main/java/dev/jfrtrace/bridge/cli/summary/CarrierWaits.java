package dev.jfrtrace.bridge.cli.summary;

import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.bridge.translate.BlockReason;
import dev.jfrtrace.bridge.translate.Cast;
import dev.jfrtrace.encoder.read.EventKind;
import dev.jfrtrace.encoder.read.ResourceKind;
import dev.jfrtrace.encoder.read.State;
import dev.jfrtrace.encoder.read.TraceEvent;
import dev.jfrtrace.encoder.read.summary.GoroutineSummary;
import dev.jfrtrace.encoder.util.LongMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How long virtual threads that could run had no carrier, and who had the carriers. Times in which
 * the world stood still do not count.
 */
final class CarrierWaits {
    private static final String PINNED = BlockReason.PINNED.text();

    /**
     * Since when a goroutine could run.
     *
     * @param stopped how long the world had stood still by then
     */
    private record Ready(long since, long stopped) {}

    /** By thread: those of carriers. */
    private final LongMap<Boolean> carriers = new LongMap<>();

    /** By goroutine: those that have run on a carrier. */
    private final LongMap<Boolean> virtual = new LongMap<>();

    private final LongMap<Ready> ready = new LongMap<>();

    /** What is summed up begins there. */
    private Ready begin = new Ready(0, 0);

    private int stops;
    private long stopSince;
    private long stopped;
    private long waited;
    private long count;

    void add(TraceEvent event) {
        switch (event.kind()) {
            case RANGE_BEGIN:
            case RANGE_END:
                if (SummaryText.isStop(event.name())) {
                    stop(event.kind() == EventKind.RANGE_BEGIN, event.time());
                }
                break;
            case STATE_TRANSITION:
                if (event.resourceKind() == ResourceKind.GOROUTINE) {
                    move(event);
                }
                break;
            default:
                break;
        }
    }

    /** What was before {@code time} does not count. */
    void beginAt(long time) {
        waited = 0;
        count = 0;
        begin = new Ready(time, stoppedBy(time));
    }

    private void stop(boolean begins, long time) {
        if (begins) {
            stopSince = stops == 0 ? time : stopSince;
            stops++;
        } else if (stops > 0) {
            stops--;
            stopped += stops == 0 ? time - stopSince : 0;
        }
    }

    private long stoppedBy(long time) {
        return stopped + (stops > 0 ? time - stopSince : 0);
    }

    private void move(TraceEvent event) {
        long g = event.resource();
        switch (event.to()) {
            case WAITING:
                if (GoroutineGroup.CARRYING.equals(event.reason())) {
                    carriers.put(event.thread(), Boolean.TRUE);
                }
                break;
            case RUNNABLE:
                // Who is stopped, or gives way, goes on soon.
                if (carriers.size() > 0 && event.from() != State.RUNNING) {
                    ready.put(g, new Ready(event.time(), stoppedBy(event.time())));
                }
                break;
            case RUNNING:
                runs(event, g);
                break;
            default:
                break;
        }
    }

    private void runs(TraceEvent event, long g) {
        boolean isOnUnknown = event.thread() >= Cast.FIRST_CARRIER_M;
        if (isOnUnknown) {
            carriers.put(event.thread(), Boolean.TRUE);
        }
        Ready since = ready.get(g);
        ready.remove(g);
        if (carriers.get(event.thread()) == null) {
            return;
        }
        virtual.put(g, Boolean.TRUE);
        if (since != null) {
            Ready from = since.since < begin.since ? begin : since;
            waited += event.time() - from.since - (stoppedBy(event.time()) - from.stopped);
            count++;
        }
    }

    /**
     * What the waits for a carrier were for, where they are a good part of what could be run.
     *
     * @param isStarved whether other programs had the CPUs: then a carrier that was free may have
     *     had none
     */
    Optional<Conclusion> conclusion(
            List<GoroutineSummary> goroutines, long duration, boolean isStarved) {
        Map<String, Long> took = new TreeMap<>();
        long pinned = 0;
        for (GoroutineSummary g : goroutines) {
            if (virtual.get(g.id()) != null) {
                long held = g.blocked().getOrDefault(PINNED, 0L);
                pinned += held;
                took.merge(g.name(), GoroutineGroup.busy(g) + held, Long::sum);
            }
        }
        long all = took.values().stream().mapToLong(Long::longValue).sum();
        boolean isMuch =
                Threshold.WAITED_PART.isReachedBy(Text.ratio(waited, waited + all))
                        && Threshold.WAITED_OF_TRACE.isReachedBy(Text.ratio(waited, duration));
        return isMuch
                ? Optional.of(new Conclusion(waited, sentence(took, all, pinned, isStarved)))
                : Optional.empty();
    }

    private String sentence(Map<String, Long> took, long all, long pinned, boolean isStarved) {
        boolean isPinned = Threshold.MOST.isReachedBy(Text.ratio(pinned, all));
        String how = isPinned ? " was pinned to the carriers." : " occupied the carriers.";
        return "Virtual threads had no carrier"
                + (isStarved ? ", or one without a CPU, for " : " for ")
                + Text.percent(waited, waited + all)
                + " of the time that they could run: "
                + Text.span(waited)
                + " in "
                + Text.count(count, "wait")
                + Conclusion.most(took, all)
                        .filter(name -> !name.equals(Conclusion.UNNAMED))
                        .map(name -> ", mostly while " + SummaryLines.known(name) + how)
                        .orElse(".");
    }
}
