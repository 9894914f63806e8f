package dev.jfrtrace.bridge.live;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** What a thread does that says nothing by itself. An event, so that a recording carries it too. */
@Name(ThreadStateEvent.NAME)
@Label("Thread State")
@Category("jfrtrace")
@Description("State of a thread that has used no CPU since it was last looked at")
@Enabled(false)
@StackTrace(false)
final class ThreadStateEvent extends Event {
    static final String NAME = "dev.jfrtrace.ThreadState";

    @Label("Thread")
    Thread thread;

    @Label("State")
    @Description("java.lang.Thread.State")
    String state;

    @Label("Place")
    @Description("Number of the stack that the live tracer has seen; 0 for none")
    long place;

    static void commit(Thread thread, Thread.State state, long place) {
        ThreadStateEvent event = new ThreadStateEvent();
        event.thread = thread;
        event.state = state.name();
        event.place = place;
        event.commit();
    }
}
