package dev.jfrtrace.samples.workload;

import java.util.List;

/**
 * A customer's order.
 *
 * @param id unique in a run
 * @param items at least one
 */
record Order(long id, List<Item> items) {

    /** One line of an order. */
    record Item(String article, int pieces, String note) {}

    /** All pieces together. */
    int pieces() {
        return items.stream().mapToInt(Item::pieces).sum();
    }
}
