package dev.jfrtrace.bridge.source.chunk;

import dev.jfrtrace.bridge.source.JfrType;
import dev.jfrtrace.encoder.util.LongMap;
import java.util.ArrayList;
import java.util.List;

/** The programs of a chunk's types of events. */
final class Programs {
    /** Types that have a place of their own: JFR counts them from 0 on. */
    private static final int NEAR = 1 << 12;

    private final EventProgram[] near = new EventProgram[NEAR];
    private final LongMap<EventProgram> far = new LongMap<>();
    private final List<JfrType> types = new ArrayList<>();

    Programs(Metadata metadata, Pools pools) {
        add(metadata, pools);
    }

    /** Adds those of types that are new. */
    final void add(Metadata metadata, Pools pools) {
        for (Type type : metadata.events()) {
            if (of(type.id) != null) {
                continue;
            }
            try {
                EventProgram program = new EventProgram(type, pools);
                put(type.id, program);
                types.add(program.type);
            } catch (DamageException e) {
                // Its events are met as those of an unknown type.
            }
        }
    }

    /** The program of a type by its number; {@code null} when there is none. */
    EventProgram of(long type) {
        return isNear(type) ? near[(int) type] : far.get(type);
    }

    private void put(long type, EventProgram program) {
        if (isNear(type)) {
            near[(int) type] = program;
        } else {
            far.put(type, program);
        }
    }

    private static boolean isNear(long type) {
        return type >= 0 && type < NEAR;
    }

    List<JfrType> types() {
        return types;
    }
}
