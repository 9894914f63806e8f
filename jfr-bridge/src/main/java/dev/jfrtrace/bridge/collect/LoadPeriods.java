package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.mapping.JfrMapping;

/** Tells where the periods begin that loads of threads tell of, as these come in order of time. */
public final class LoadPeriods {
    /** What loads are parts of. */
    static final double MILLION = 1e6;

    /** A thread takes no more than the machine, as far as its clocks can be trusted. */
    private static final double MOST = 2 * MILLION;

    private final long together;
    private long last;
    private long now;

    /**
     * @param begin before the first period, in any clock
     * @param perSecond of that clock
     */
    public LoadPeriods(long begin, long perSecond) {
        this.last = begin;
        this.now = begin;
        this.together = together(perSecond);
    }

    /**
     * How far apart loads of one period may be written: by one thread, which may have to wait for a
     * CPU.
     */
    static long together(long perSecond) {
        return perSecond / 4;
    }

    /** Where the period of a load began that was written at {@code time}. */
    long startOf(long time) {
        if (time - now > together) {
            last = now;
            now = time;
        }
        return Math.min(last, time);
    }

    /** Makes the load of the machine tell of its period. */
    public void complete(JfrRecord load) {
        load.start = startOf(load.start);
    }

    /** Makes a load tell of its period, where the number of CPUs is known beforehand. */
    public void complete(JfrRecord load, int cpus) {
        complete(load);
        long ofMachine = ofMachine(load);
        load.slots[JfrMapping.LOAD_OF_MACHINE] = ofMachine;
        load.slots[JfrMapping.LOAD_OF_CPU] = ofMachine * cpus;
        load.slots[JfrMapping.LOAD_OF_ALL] = 0;
        load.slots[JfrMapping.LOAD_PERIOD] = 0;
        load.slots[JfrMapping.LOAD_WAITED] = 0;
    }

    /** In millionths of the machine; 0 where the event is damaged and has what cannot be. */
    static long ofMachine(JfrRecord load) {
        long both = load.slots[0] + load.slots[1];
        return both < 0 || both > MOST ? 0 : both;
    }
}
