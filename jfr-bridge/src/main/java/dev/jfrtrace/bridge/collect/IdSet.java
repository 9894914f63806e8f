package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.encoder.util.LongMap;
import java.util.function.LongConsumer;

/** Ids that a JVM counts up, as Java's of threads: of those close together each takes a bit. */
final class IdSet {
    /** A word of ids. */
    private static final class Word {
        final long high;
        long bits;

        Word(long high) {
            this.high = high;
        }
    }

    private static final int WORD_BITS = 6;

    private final LongMap<Word> words = new LongMap<>();
    private int size;

    void add(long id) {
        long high = id >> WORD_BITS;
        Word word = words.get(high);
        if (word == null) {
            word = new Word(high);
            words.put(high, word);
        }
        long bit = 1L << id;
        size += (word.bits & bit) == 0 ? 1 : 0;
        word.bits |= bit;
    }

    int size() {
        return size;
    }

    void forEach(LongConsumer action) {
        words.forEach(
                word -> {
                    for (long left = word.bits; left != 0; left &= left - 1) {
                        action.accept(word.high << WORD_BITS | Long.numberOfTrailingZeros(left));
                    }
                });
    }
}
