package dev.jfrtrace.bridge.cli.summary;

import dev.jfrtrace.bridge.export.ShownFrames;
import dev.jfrtrace.bridge.export.TraceExport;
import dev.jfrtrace.bridge.export.Window;
import dev.jfrtrace.encoder.read.StackFrame;
import dev.jfrtrace.encoder.read.State;
import dev.jfrtrace.encoder.read.TraceEvent;
import dev.jfrtrace.encoder.read.summary.TraceSummary;
import dev.jfrtrace.encoder.read.summary.WaitSummary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Waits as flame graphs take them: a line for each stack, {@code pool;outermost;…;leaf;reason} and
 * for how long, in microseconds. Who waits for something to do is left out unless asked for, and so
 * is who waits for nobody knows what.
 */
public final class CollapsedStacks implements TraceExport {
    private final OutputStream out;
    private final SummedPart part;
    private final boolean hasIdle;
    private final Map<String, Long> lines = new TreeMap<>();

    /**
     * @param out flushed at the end, and not closed
     * @param hasIdle whether to show who waits for something to do, too
     */
    public CollapsedStacks(OutputStream out, Window window, boolean hasIdle) {
        this.out = out;
        this.part = new SummedPart(window);
        this.hasIdle = hasIdle;
    }

    @Override
    public void add(TraceEvent event) {
        part.add(event);
    }

    @Override
    public void finish() throws IOException {
        TraceSummary summary = part.finish();
        IdleWaits idle = IdleWaits.of(summary);
        for (WaitSummary wait : summary.waits()) {
            if (wait.state() != State.RUNNABLE && (hasIdle || isShown(wait, idle))) {
                add(wait);
            }
        }
        for (Map.Entry<String, Long> line : lines.entrySet()) {
            long micros = (line.getValue() + 500) / 1000;
            if (micros > 0) {
                String text = line.getKey() + " " + micros + "\n";
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        out.flush();
    }

    private static boolean isShown(WaitSummary wait, IdleWaits idle) {
        boolean isKnown = wait.state() == State.SYSCALL || SummaryWaits.saysMuch(wait.reason());
        return isKnown && !idle.isIdle(wait);
    }

    private void add(WaitSummary wait) {
        String below = below(wait);
        for (WaitSummary.Share share : wait.waiters()) {
            String name = share.name().isEmpty() ? "?" : share.name();
            lines.merge(frame(name) + below, share.sum(), Long::sum);
        }
    }

    private static String below(WaitSummary wait) {
        StringBuilder text = new StringBuilder();
        List<StackFrame> frames = wait.frames();
        boolean hasPlace = ShownFrames.hasPlace(frames);
        for (int i = frames.size() - 1; hasPlace && i >= 0; i--) {
            text.append(';').append(frame(frames.get(i).function()));
        }
        String reason = wait.state() == State.SYSCALL ? "syscall" : wait.reason();
        return text.append(';').append(frame(reason.isEmpty() ? "unknown" : reason)).toString();
    }

    /** Without what separates frames, and lines. */
    private static String frame(String text) {
        return text.replace(';', ',').replaceAll("\\p{Cntrl}", "?");
    }
}
