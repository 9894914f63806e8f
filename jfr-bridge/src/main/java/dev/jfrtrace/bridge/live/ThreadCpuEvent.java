package dev.jfrtrace.bridge.live;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/**
 * What a thread got of the CPUs from one look at it to the next, and what it would have taken
 * besides. An event, so that a recording carries it too.
 */
@Name(ThreadCpuEvent.NAME)
@Label("Thread CPU")
@Category("jfrtrace")
@Description("CPU time of a thread from one look at it to the next, which is the event's duration")
@Enabled(false)
@StackTrace(false)
final class ThreadCpuEvent extends Event {
    static final String NAME = "dev.jfrtrace.ThreadCpu";

    @Label("Thread")
    Thread thread;

    @Label("CPU Time")
    @Timespan
    long cpu;

    @Label("Waiting Time")
    @Description("How long it was ready to run and had no CPU; negative where that is not known")
    @Timespan
    long waiting;

    @Label("Processors")
    @Description("How many CPUs the JVM may use")
    int processors;
}
