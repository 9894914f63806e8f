package dev.jfrtrace.samples.bench;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Calls through layers like those of a server, so that what happens at the end has a stack of real
 * depth and variety: 10 to 60 frames, some hundred different ways. For one thread.
 */
final class CallChain {
    private static final int WAYS = 200;
    private static final int FEWEST_LAYERS = 2;
    private static final int MOST_LAYERS = 14;

    /** Same ways for every thread of a run, as requests of one kind take the same way. */
    private static final List<Layers.Layer[]> ALL_WAYS = ways(new SplittableRandom(4711));

    private final SplittableRandom random;
    private Layers.Layer[] way;
    private Action action;
    private int position;

    /** What happens at the end of a call. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    CallChain(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Runs the action behind one of the ways. */
    void call(Action what) throws Exception {
        way = ALL_WAYS.get(random.nextInt(WAYS));
        action = what;
        position = 0;
        next();
    }

    /** For the layers: goes on to the next one. */
    void next() throws Exception {
        if (position == way.length) {
            action.run();
            return;
        }
        Layers.Layer layer = way[position++];
        layer.handle(this);
    }

    /** For the layers: where in the way the caller is, from 1. */
    int position() {
        return position;
    }

    /** For the threads: a number below the bound. */
    int random(int bound) {
        return random.nextInt(bound);
    }

    private static List<Layers.Layer[]> ways(SplittableRandom random) {
        return Stream.generate(() -> way(random)).limit(WAYS).toList();
    }

    private static Layers.Layer[] way(SplittableRandom random) {
        int length = random.nextInt(FEWEST_LAYERS, MOST_LAYERS + 1);
        return Stream.generate(() -> Layers.ALL.get(random.nextInt(Layers.ALL.size())))
                .limit(length)
                .toArray(Layers.Layer[]::new);
    }
}
