package dev.jfrtrace.encoder.read.text;

import dev.jfrtrace.encoder.format.Arg;
import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.read.ClockReading;
import dev.jfrtrace.encoder.read.EventKind;
import dev.jfrtrace.encoder.read.EventVisitor;
import dev.jfrtrace.encoder.read.StackFrame;
import dev.jfrtrace.encoder.read.TraceEvent;
import dev.jfrtrace.encoder.read.TraceStack;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Events in the words of {@code go tool trace -d=parsed}, character by character:
 *
 * <pre>
 * M=1 P=0 G=7 StateTransition Time=1121 GoID=7 Running-&gt;Waiting Reason="sync"
 * TransitionStack=
 * 	Main.work @ 0x1001
 * 		Main.java:42
 * </pre>
 *
 * Not thread-safe.
 */
public final class EventText extends EventVisitor<RuntimeException> {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    private static final DateTimeFormatter ZONE = DateTimeFormatter.ofPattern("XXX");

    private final StringBuilder out;
    private final ZoneId zone;

    /**
     * @param out gets the text
     * @param zone for wall clocks; Go takes the machine's
     */
    public EventText(StringBuilder out, ZoneId zone) {
        this.out = out;
        this.zone = zone;
    }

    /** Appends an event, all its lines, each with its end. */
    public void append(TraceEvent event) {
        out.append("M=").append(event.thread());
        out.append(" P=").append(event.proc());
        out.append(" G=").append(event.goroutine());
        out.append(' ').append(event.kind().specName());
        out.append(" Time=").append(event.time());
        visit(event);
        TraceStack stack = event.stack();
        // Go tells a sample's stack also when it is empty.
        if (stack != null || event.kind() == EventKind.STACK_SAMPLE) {
            out.append("\nStack=\n");
            frames(stack);
        }
        out.append('\n');
    }

    @Override
    protected void transition(TraceEvent event) {
        switch (event.resourceKind()) {
            case PROC:
                out.append(" ProcID=");
                break;
            default:
                out.append(" GoID=");
                break;
        }
        out.append(event.resource());
        out.append(' ').append(event.from().specName());
        out.append("->").append(event.to().specName());
        quoted(" Reason=", event.reason());
        TraceStack stack = event.transitionStack();
        if (stack != null || isCreation(event.type())) {
            out.append("\nTransitionStack=\n");
            frames(stack);
        }
    }

    /** Go tells a created goroutine's stack also when there is none. */
    private static boolean isCreation(EventType type) {
        return type == EventType.GO_CREATE || type == EventType.GO_CREATE_BLOCKED;
    }

    @Override
    protected void range(TraceEvent event) {
        quoted(" Name=", event.name());
        resource(" Scope=", event);
        if (event.kind() == EventKind.RANGE_END) {
            out.append(" Attributes=[");
            if (event.endsSweep()) {
                value("\"bytes swept\"=", event.sweptBytes());
                value(" \"bytes reclaimed\"=", event.reclaimedBytes());
            }
            out.append(']');
        }
    }

    private void resource(String name, TraceEvent event) {
        out.append(name).append(event.resourceKind().specName());
        switch (event.resourceKind()) {
            case GOROUTINE:
            case PROC:
                out.append('(').append(event.resource()).append(')');
                break;
            default:
                break;
        }
    }

    @Override
    protected void metric(TraceEvent event) {
        quoted(" Name=", event.name());
        value(" Value=", event.value());
    }

    @Override
    protected void label(TraceEvent event) {
        quoted(" Label=", event.name());
        resource(" Resource=", event);
    }

    @Override
    protected void task(TraceEvent event) {
        unsigned(" ID=", event.task());
        unsigned(" Parent=", event.parentTask());
        quoted(" Type=", event.name());
    }

    @Override
    protected void region(TraceEvent event) {
        unsigned(" Task=", event.task());
        quoted(" Type=", event.name());
    }

    @Override
    protected void log(TraceEvent event) {
        unsigned(" Task=", event.task());
        quoted(" Category=", event.name());
        quoted(" Message=", event.message());
    }

    @Override
    protected void experimental(TraceEvent event) {
        out.append(" Name=").append(event.name()).append(" Args=[");
        List<Arg> names = event.type().args();
        long[] values = event.experimentalArguments();
        for (int i = 0; i < values.length; i++) {
            value((i == 0 ? "" : ", ") + names.get(i + 1).specName() + "=", values[i]);
        }
        out.append(']');
    }

    @Override
    protected void sync(TraceEvent event) {
        out.append(" N=").append(event.number());
        ClockReading clock = event.clock();
        if (clock != null) {
            out.append(" Trace=").append(clock.time());
            unsigned(" Mono=", clock.mono());
            out.append(" Wall=").append(wall(clock.wall()));
        }
    }

    /** RFC 3339 with as many digits of the second as it takes. */
    private String wall(Instant instant) {
        if (instant == null) {
            return "?";
        }
        ZonedDateTime time;
        try {
            time = instant.atZone(zone);
        } catch (DateTimeException e) {
            return "?";
        }
        String fraction = "";
        if (instant.getNano() != 0) {
            fraction = String.format(".%09d", instant.getNano()).replaceAll("0+$", "");
        }
        return SECONDS.format(time) + fraction + ZONE.format(time);
    }

    private void quoted(String name, String text) {
        GoQuote.append(out.append(name), text);
    }

    private void unsigned(String name, long value) {
        out.append(name).append(Long.toUnsignedString(value));
    }

    private void value(String name, long value) {
        unsigned(name + "Value{Uint64(", value);
        out.append(")}");
    }

    private void frames(TraceStack stack) {
        if (stack == null) {
            return;
        }
        for (StackFrame frame : stack.frames()) {
            out.append('\t').append(frame.function());
            out.append(" @ 0x").append(Long.toHexString(frame.pc())).append('\n');
            out.append("\t\t").append(frame.file());
            out.append(':').append(Long.toUnsignedString(frame.line())).append('\n');
        }
    }
}
