package dev.jfrtrace.bridge.agent.boot;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** What jdk.ThreadPark is for platform threads, for virtual threads. */
@Name(VirtualThreadPark.NAME)
@Label("Virtual Thread Park")
@Category("jfrtrace")
@Description("A virtual thread parks")
@Enabled(false)
@StackTrace(false)
public final class VirtualThreadPark extends Event {
    /** The event's name in recordings. */
    public static final String NAME = "dev.jfrtrace.VirtualThreadPark";

    @Label("Class Parked On")
    Class<?> parkedClass;

    /** In nanoseconds; 0 where it parks for any time. */
    @Label("Park Timeout")
    @Timespan
    long timeout;
}
