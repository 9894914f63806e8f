package dev.jfrtrace.samples.workload;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** The application's own instant event: the shelf is full again. */
@Name(RestockEvent.NAME)
@Label("Restock")
@Category("Orders")
@Description("Goods arrived")
@StackTrace(false)
final class RestockEvent extends Event {
    /** The name of the event in a recording. */
    static final String NAME = "orders.Restock";

    @Label("Pieces")
    int pieces;
}
