/**
 * The ordering rules of the format, once, for all who need them: {@link
 * dev.jfrtrace.encoder.order.TraceOrder} follows which thread holds which proc and goroutine, the
 * sequence numbers, open ranges and the GC's state, event by event, and names the {@link
 * dev.jfrtrace.encoder.order.OrderRule} that an event breaks. The writer asks it before a byte is
 * written; a reader can ask it whether an event may advance. The model is Go's own ({@code
 * internal/trace/order.go}).
 */
package dev.jfrtrace.encoder.order;
