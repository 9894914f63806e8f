package dev.jfrtrace.bridge.agent.boot;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * The event's thread makes the permit of another available, which ends that one's park. It must not
 * be throttled: JFR's throttle takes a lock, and so unparks.
 */
@Name(Unpark.NAME)
@Label("Unpark")
@Category("jfrtrace")
@Description("A thread is unparked by the thread of the event")
@Enabled(false)
@StackTrace(false)
public final class Unpark extends Event {
    /** The event's name in recordings. */
    public static final String NAME = "dev.jfrtrace.Unpark";

    @Label("Target")
    @Description("Whose permit is made available")
    Thread target;
}
