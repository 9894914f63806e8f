package dev.jfrtrace.bridge.mapping;

import dev.jfrtrace.bridge.source.JfrType;

/**
 * A field that a row reads.
 *
 * @param kind how it is read
 * @param names its name; further ones are those of other JDK versions
 */
public record Field(Kind kind, String... names) {
    /** How a field is read and kept. */
    public enum Kind {
        NUMBER,
        /** In millionths. */
        FRACTION,
        /** A length of time, in nanoseconds; 0 where there is none. */
        SPAN,
        FLAG,
        TEXT,
        CLASS,
        METHOD,
        THREAD,
        /** A text of which a program may have any number: of too many, the first are kept. */
        PLACE,
        /** The other side of a socket, as a place. */
        PEER
    }

    /** The name that this type has for the field, or {@code null} when it has none. */
    public String nameIn(JfrType type) {
        for (String name : names) {
            int dot = name.indexOf('.');
            if (type.has(dot < 0 ? name : name.substring(0, dot))) {
                return name;
            }
        }
        return null;
    }
}
