package dev.jfrtrace.bridge.agent.boot;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** The event's thread interrupts another, which ends that one's park, sleep or Object.wait. */
@Name(Interrupt.NAME)
@Label("Interrupt")
@Category("jfrtrace")
@Description("A thread is interrupted by the thread of the event")
@Enabled(false)
@StackTrace(false)
public final class Interrupt extends Event {
    /** The event's name in recordings. */
    public static final String NAME = "dev.jfrtrace.Interrupt";

    @Label("Target")
    @Description("Who is interrupted")
    Thread target;
}
