package dev.jfrtrace.bridge.agent.boot;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A virtual thread runs on the event's thread, its carrier, from its mount to its unmount. */
@Name(VirtualThreadRun.NAME)
@Label("Virtual Thread Run")
@Category("jfrtrace")
@Description("A virtual thread is mounted on the thread of the event")
@Enabled(false)
@StackTrace(false)
public final class VirtualThreadRun extends Event {
    /** The event's name in recordings. */
    public static final String NAME = "dev.jfrtrace.VirtualThreadRun";

    @Label("Virtual Thread")
    Thread virtualThread;

    /** Of at most 16 characters: JFR would put a longer text into a pool of its own. */
    @Label("State")
    @Description("What it unmounts for, by the JDK's name of its state: PARKING, BLOCKING, ...")
    String state;
}
