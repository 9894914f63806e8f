package dev.jfrtrace.bridge.agent.boot;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** The event's thread gives a virtual thread to the scheduler. Not to be throttled: see Unpark. */
@Name(VirtualThreadRunnable.NAME)
@Label("Virtual Thread Runnable")
@Category("jfrtrace")
@Description("A virtual thread could run, from here on, and waits for a carrier")
@Enabled(false)
@StackTrace(false)
public final class VirtualThreadRunnable extends Event {
    /** The event's name in recordings. */
    public static final String NAME = "dev.jfrtrace.VirtualThreadRunnable";

    @Label("Virtual Thread")
    Thread virtualThread;

    @Label("Starts")
    @Description("Whether it is to run for the first time")
    boolean starts;
}
