package dev.jfrtrace.bridge.source;

import java.util.List;

/**
 * What a chunk holds, or held, and could not be handed out. Purely data.
 *
 * @param unread events that are there and were not read, without a reason given
 * @param gaps stretches of the chunk that are damaged, in file order
 */
public record Losses(long unread, List<Gap> gaps) {
    /** Nothing was lost. */
    public static final Losses NONE = new Losses(0, List.of());

    /** Events that were not read, for no reason known. */
    public static Losses of(long unread) {
        return unread == 0 ? NONE : new Losses(unread, List.of());
    }
}
