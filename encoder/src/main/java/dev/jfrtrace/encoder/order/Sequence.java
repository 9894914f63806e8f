package dev.jfrtrace.encoder.order;

/** A counter that is valid in one generation only: a status resets it to 0 there. */
final class Sequence {
    private long generation;
    private long value;

    void reset(long inGeneration) {
        generation = inGeneration;
        value = 0;
    }

    boolean isOf(long someGeneration) {
        return generation == someGeneration;
    }

    boolean isNext(long inGeneration, long candidate) {
        return generation == inGeneration && candidate == value + 1;
    }

    void advance() {
        value++;
    }

    long next() {
        return value + 1;
    }
}
