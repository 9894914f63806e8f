package dev.jfrtrace.bridge.convert;

/** Hears how far a conversion is; called often, so it must be quick. */
@FunctionalInterface
public interface Progress {
    /** What is under way. */
    enum Phase {
        READING,
        TRANSLATING
    }

    /**
     * @param done how much is done, in units of the phase: bytes read, nanoseconds translated
     * @param total how much there is
     */
    void at(Phase phase, long done, long total);
}
