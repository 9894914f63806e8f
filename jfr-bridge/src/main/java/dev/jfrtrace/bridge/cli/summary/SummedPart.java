package dev.jfrtrace.bridge.cli.summary;

import dev.jfrtrace.bridge.export.Window;
import dev.jfrtrace.encoder.read.ClockReading;
import dev.jfrtrace.encoder.read.EventKind;
import dev.jfrtrace.encoder.read.StateSoFar;
import dev.jfrtrace.encoder.read.TraceEvent;
import dev.jfrtrace.encoder.read.summary.Summarizer;
import dev.jfrtrace.encoder.read.summary.TraceSummary;
import java.util.List;

/** Sums up the part of a trace that lies in a window; what crosses its edges is clipped there. */
public final class SummedPart {
    private final Window window;
    private final Summarizer summarizer = new Summarizer();
    private final CpuShortage cpus = new CpuShortage();
    private final CpuUse cpuUse = new CpuUse();
    private final Allocations allocations = new Allocations();
    private final FullCollections fullCollections = new FullCollections();
    private final VirtualThreads virtualThreads = new VirtualThreads();
    private final CarrierWaits carrierWaits = new CarrierWaits();

    /** Of the events before the part; {@code null} from its begin on. */
    private StateSoFar before;

    private long start;
    private long time;
    private final SampleCover samples = new SampleCover();
    private boolean isOver;
    private ClockReading clock;

    public SummedPart(Window window) {
        this.window = window;
        this.before = window.begin() > 0 ? new StateSoFar() : null;
    }

    /** Takes the next event; returns whether the part can have more. */
    public boolean add(TraceEvent event) {
        time = event.time();
        if (event.kind() == EventKind.SYNC && event.number() == 1) {
            start = time;
            cpuUse.beginAt(time);
            cpus.beginAt(time);
            clock = event.clock();
        }
        virtualThreads.add(event);
        if (before != null && time < window.from(start)) {
            pass(event);
            carrierWaits.add(event);
            return true;
        }
        begin();
        isOver = time >= window.to(start);
        if (!isOver) {
            summarizer.add(event);
            carrierWaits.add(event);
            cpus.add(event);
            cpuUse.add(event);
            samples.add(event);
            allocations.add(event);
            fullCollections.add(event);
        }
        return !isOver;
    }

    private void pass(TraceEvent event) {
        before.add(event);
        if (SummaryReport.isOfAllParts(event)) {
            summarizer.add(event);
        }
    }

    private void begin() {
        if (before != null) {
            List<TraceEvent> state = before.at(window.from(start));
            summarizer.resume(state);
            state.forEach(samples::add);
            cpus.beginAt(window.from(start));
            cpuUse.beginAt(window.from(start));
            carrierWaits.beginAt(window.from(start));
            before = null;
        }
    }

    /** Whether the trace goes that far. */
    public boolean hasBegun() {
        return before == null;
    }

    /** Nanoseconds from the trace's start to the last event that was added. */
    public long length() {
        return time - start;
    }

    /**
     * @param summary of all that was added
     */
    public SampleCover samples(TraceSummary summary) {
        return samples.finish(summary);
    }

    /** What the trace begins with of the wall clock; {@code null} where it does not tell. */
    public ClockReading clock() {
        return clock;
    }

    public CpuShortage cpus() {
        return cpus;
    }

    public CpuUse cpuUse() {
        return cpuUse;
    }

    public Allocations allocations() {
        return allocations;
    }

    public FullCollections fullCollections() {
        return fullCollections;
    }

    public VirtualThreads virtualThreads() {
        return virtualThreads;
    }

    public CarrierWaits carrierWaits() {
        return carrierWaits;
    }

    public TraceSummary finish() {
        return isOver ? summarizer.finish(window.to(start)) : summarizer.finish();
    }
}
