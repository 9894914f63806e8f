package dev.jfrtrace.samples.workload;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** The application's own duration event: one order on the packing bench. */
@Name(OrderEvent.NAME)
@Label("Order")
@Category("Orders")
@Description("An order is packed: from the queue to the ledger")
final class OrderEvent extends Event {
    /** The name of the event in a recording. */
    static final String NAME = "orders.Order";

    @Label("Order Id")
    long id;

    @Label("Items")
    int items;
}
