package dev.jfrtrace.bridge.source.chunk;

import dev.jfrtrace.bridge.source.JfrType;
import dev.jfrtrace.encoder.util.LongMap;
import java.util.ArrayList;
import java.util.List;

/** The programs of a chunk's types of events. */
final class Programs {
    private final LongMap<EventProgram> programs = new LongMap<>();
    private final List<JfrType> types = new ArrayList<>();

    Programs(Metadata metadata, Pools pools) {
        add(metadata, pools);
    }

    /** Adds those of types that are new. */
    final void add(Metadata metadata, Pools pools) {
        for (Type type : metadata.events()) {
            if (programs.get(type.id) != null) {
                continue;
            }
            try {
                EventProgram program = new EventProgram(type, pools);
                programs.put(type.id, program);
                types.add(program.type);
            } catch (DamageException e) {
                // Its events are met as those of an unknown type.
            }
        }
    }

    /** The program of a type by its number; {@code null} when there is none. */
    EventProgram of(long type) {
        return programs.get(type);
    }

    List<JfrType> types() {
        return types;
    }
}
