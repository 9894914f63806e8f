package dev.jfrtrace.bridge.agent.boot;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;

/** Hooks have failed. There is none while none has. */
@Name(HookFailures.NAME)
@Label("Hook Failures")
@Category("jfrtrace")
@Description("Hooks of the agent have failed, and their events are missing")
@Enabled(false)
@StackTrace(false)
@Period("everyChunk")
public final class HookFailures extends Event {
    /** The event's name in recordings. */
    public static final String NAME = "dev.jfrtrace.HookFailures";

    @Label("Count")
    @Description("How often, since the hooks were woven in; at the least")
    long count;
}
