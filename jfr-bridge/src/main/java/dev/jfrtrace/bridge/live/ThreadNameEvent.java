package dev.jfrtrace.bridge.live;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** What a thread is called since it was last looked at: JFR knows its name as it was before. */
@Name(ThreadNameEvent.NAME)
@Label("Thread Name")
@Category("jfrtrace")
@Description("Name of a thread that is new, or was renamed, since threads were last looked at")
@Enabled(false)
@StackTrace(false)
final class ThreadNameEvent extends Event {
    static final String NAME = "dev.jfrtrace.ThreadName";

    @Label("Thread")
    Thread thread;

    @Label("Name")
    String name;

    static void commit(Thread thread, String name) {
        ThreadNameEvent event = new ThreadNameEvent();
        event.thread = thread;
        event.name = name;
        event.commit();
    }
}
