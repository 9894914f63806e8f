package dev.jfrtrace.bridge.live;

import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.collect.PlaceTable;
import dev.jfrtrace.bridge.collect.RecordMaker;
import dev.jfrtrace.bridge.source.JfrStack;
import dev.jfrtrace.bridge.source.JfrThread;
import java.util.function.LongPredicate;

/** Where threads and stacks of a stream's events go; each is looked for once in a turn. */
final class LivePlaces implements RecordMaker.Places {
    private final LiveThreads threads;
    private final LiveStacks stacks;
    private final PlaceTable threadPlaces = new PlaceTable();
    private final PlaceTable stackPlaces = new PlaceTable();
    private int known;

    LivePlaces(LiveThreads threads, LiveStacks stacks) {
        this.threads = threads;
        this.stacks = stacks;
    }

    @Override
    public long threadPlace(JfrThread thread) {
        long place = threadPlaces.get(thread.index());
        // A compiler's thread may start again after it was let go.
        if (place == JfrRecord.NONE || !threads.knows(place)) {
            place = threads.indexOf(thread);
            threadPlaces.put(thread.index(), place);
            known += place == JfrRecord.NONE ? 0 : 1;
        }
        return place;
    }

    @Override
    public long stackPlace(JfrStack stack) {
        long place = stackPlaces.get(stack.index());
        if (place == JfrRecord.NONE) {
            place = stacks.add(stack.frames());
            stackPlaces.put(stack.index(), place);
            known++;
        }
        return place;
    }

    /** How many threads and stacks were looked for since the last turn, or chunk. */
    int known() {
        return known;
    }

    /** Events have other indexes from now on. */
    void begin() {
        stackPlaces.clear();
        threadPlaces.clear();
        known = 0;
    }

    /**
     * What was not met of late is forgotten.
     *
     * @param isDone as in {@link LiveThreads#turn}
     */
    void turn(LongPredicate isDone) {
        stacks.turn();
        threads.turn(isDone);
        begin();
    }
}
