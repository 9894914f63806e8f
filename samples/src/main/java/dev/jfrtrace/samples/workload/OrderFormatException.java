package dev.jfrtrace.samples.workload;

/** A request that is not an order. */
final class OrderFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    OrderFormatException(String message) {
        super(message);
    }
}
