package dev.jfrtrace.bridge.convert;

import java.nio.file.Path;
import java.time.Instant;

/**
 * Something odd about a recording's chunks, of which nothing need be lost. Purely data.
 *
 * @param kind what it is
 * @param file the file of the chunk where it shows
 * @param offset where that chunk starts in it
 * @param from begin of the time that it is about, by the recording's clock
 * @param to its end
 * @param text what was found, and what was made of it, as the rest of a sentence
 */
public record Oddity(Kind kind, Path file, long offset, Instant from, Instant to, String text) {
    /** What may be odd. */
    public enum Kind {
        OUT_OF_ORDER(
                "the chunk begins earlier than a chunk of the same JVM that precedes it in the"
                        + " recording"),
        GAP("no chunk covers the time between this chunk and the previous one of the same JVM"),
        OVERLAP("the chunk covers a time that another chunk of the same JVM covers, too"),
        COPY("the chunk is there twice; the copy with fewer events was left out"),
        CLOCK("the JVM's ticks and the wall clock disagree about a length of time"),
        SLEPT("while the chunk was written, the machine slept, or its clock was set"),
        JOINED("another JVM begins with this chunk, which is no fault"),
        FLAGS("the chunk's header has flags of unknown meaning");

        private final String meaning;

        Kind(String meaning) {
            this.meaning = meaning;
        }

        /** For people. */
        public String meaning() {
            return meaning;
        }
    }

    /** The same in a file that goes by another name. */
    Oddity named(Path before, Path name) {
        return file.equals(before) ? new Oddity(kind, name, offset, from, to, text) : this;
    }

    /** Whether it is as it should be in a good recording. */
    public boolean isHarmless() {
        return kind == Kind.JOINED;
    }

    /** As a sentence. */
    @Override
    public String toString() {
        return file + " at offset " + offset + ": " + text + ".";
    }
}
