package dev.jfrtrace.bridge.agent.boot;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * Means nothing. JFR drops the first event that a carrier commits after a virtual thread has
 * committed one on it (seen on JDK 25.0.3): this one goes first, so that it is the one that is
 * dropped. Where there was no need, it is recorded.
 */
@Name(WriterReset.NAME)
@Label("Writer Reset")
@Category("jfrtrace")
@Description("Committed so that JFR drops it, and not what comes after it")
@Enabled(false)
@StackTrace(false)
public final class WriterReset extends Event {
    /** The event's name in recordings. */
    public static final String NAME = "dev.jfrtrace.WriterReset";
}
