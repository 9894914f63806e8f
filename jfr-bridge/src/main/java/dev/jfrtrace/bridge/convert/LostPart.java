package dev.jfrtrace.bridge.convert;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * A part of a recording that could not be read. Purely data.
 *
 * @param file the file it is in
 * @param offset where it starts
 * @param bytes how many of the bytes that are there, or should be, it has; 0 when that cannot be
 *     known
 * @param from when the last event before it began; {@code null} when unknown
 * @param to when the first event behind it began; {@code null} when there is none
 * @param events events that lay there, by type, as far as they can still be told
 * @param why what is wrong there, as the rest of a sentence
 */
public record LostPart(
        Path file,
        long offset,
        long bytes,
        Instant from,
        Instant to,
        Map<String, Long> events,
        String why) {
    /** The same in a file that goes by another name. */
    LostPart named(Path before, Path name) {
        return file.equals(before)
                ? new LostPart(name, offset, bytes, from, to, events, why)
                : this;
    }

    /** As a sentence. */
    @Override
    public String toString() {
        return file + " at offset " + offset + ": " + what();
    }

    /** What is lost and why, as the rest of a sentence that says where. */
    public String what() {
        StringBuilder text = new StringBuilder();
        if (bytes > 0) {
            text.append(bytes == 1 ? "1 byte is" : bytes + " bytes are").append(" lost");
        } else {
            text.append("an unknown number of events is lost");
        }
        if (from != null) {
            text.append(to == null ? ", all that came after " : ", between ").append(from);
        }
        if (to != null) {
            text.append(" and ").append(to);
        }
        long known = events.values().stream().mapToLong(Long::longValue).sum();
        if (known > 0) {
            text.append(", ").append(known == 1 ? "1 event" : known + " events");
            text.append(" of ")
                    .append(String.join(", ", events.keySet().stream().sorted().toList()));
            text.append(" among them");
        }
        return text.append(" (").append(why).append(')').toString();
    }
}
