package dev.jfrtrace.encoder;

import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.order.OrderRule;

/**
 * An event that was left out because the trace would be broken with it. That is a defect of whoever
 * sent it, never of the recording: the message starts with {@code internal error}.
 *
 * @param rule the rule that the event breaks
 * @param type the event; {@code null} where the end of a generation was refused
 * @param m the thread, or {@link Limits#NONE}
 * @param time the time that was asked for
 * @param generation the open generation
 * @param arguments the event's arguments as text
 */
public record Refusal(
        OrderRule rule, EventType type, long m, long time, long generation, String arguments) {
    /** Hears of refusals, on the thread that sent the event. */
    @FunctionalInterface
    public interface Handler {
        void refused(Refusal refusal);

        /** Fails at the first refusal: for tests, and for callers who rather stop than lose. */
        static Handler failing() {
            return refusal -> {
                throw new IllegalStateException(refusal.toString());
            };
        }
    }

    @Override
    public String toString() {
        String where = m == Limits.NONE ? "without a thread" : "on thread " + m;
        return "internal error: "
                + (type == null ? "end of generation" : type + arguments)
                + " "
                + where
                + " at "
                + time
                + " ns in generation "
                + generation
                + " breaks rule "
                + rule
                + ": "
                + rule.demand()
                + "; otherwise "
                + rule.otherwise();
    }
}
