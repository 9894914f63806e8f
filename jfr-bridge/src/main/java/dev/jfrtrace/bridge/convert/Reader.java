package dev.jfrtrace.bridge.convert;

import dev.jfrtrace.bridge.source.JdkSource;
import dev.jfrtrace.bridge.source.JfrSource;
import dev.jfrtrace.bridge.source.chunk.ChunkSource;

/** What reads recordings. Both hand out the same of a recording that is whole. */
public enum Reader {
    /** That of jfrtrace: fast, and reads on behind damage. */
    OWN {
        @Override
        JfrSource source() {
            return new ChunkSource();
        }
    },
    /** That of the JDK at hand, as a reference. A damaged chunk is left out as a whole. */
    JDK {
        @Override
        JfrSource source() {
            return new JdkSource();
        }
    };

    abstract JfrSource source();

    /** Whether it makes something of a chunk that is not whole. */
    boolean readsOn() {
        return this == OWN;
    }
}
