package dev.jfrtrace.bridge.live;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * The live tracer's own clock, in the stream that it reads: tells how far the stream has come when
 * nothing else happens, where the trace begins and ends, and, by its numbers, what is missing.
 */
@Name(Pulse.NAME)
@Label("Pulse")
@Category("jfrtrace")
@Description("How far the live tracer's stream has come")
@Enabled(false)
@StackTrace(false)
final class Pulse extends Event {
    static final String NAME = "dev.jfrtrace.Pulse";

    /** A beat of the supervisor, numbered from 1. */
    static final int BEAT = 0;

    /** The trace begins here. */
    static final int BEGIN = 1;

    /** The trace ends here; numbered as a beat is. */
    static final int END = 2;

    @Label("Trace")
    @Description("Tells the traces of a JVM apart")
    long trace;

    @Label("Kind")
    int kind;

    @Label("Number")
    long number;

    static void commit(long trace, int kind, long number) {
        Pulse pulse = new Pulse();
        pulse.trace = trace;
        pulse.kind = kind;
        pulse.number = number;
        pulse.commit();
    }
}
