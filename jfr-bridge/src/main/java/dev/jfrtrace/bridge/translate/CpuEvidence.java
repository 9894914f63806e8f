package dev.jfrtrace.bridge.translate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Which threads computed all through a period, by the CPU time of each. Samplers come by too seldom
 * to tell: JFR looks at a few threads at a time, and where more want to run than there are CPUs it
 * hardly gets to run itself.
 *
 * <p>A thread that took a whole CPU, or nearly, but for waits that are known, ran throughout. So
 * did, as it is shown, one that is known to have waited for a CPU for the rest. Where waits are not
 * known, and threads took all that the machine has, those that took half of what is usual, or more,
 * would have taken more: they ran or waited for a CPU too. Where other programs took most of it,
 * that holds for threads that took much: those of a quiet program on a busy machine are idle,
 * though all take as little. Who took much less than is usual did not run for longer than that. Of
 * all others nothing follows, nor of the JVM's own threads, which work by fits and starts.
 */
final class CpuEvidence {
    /** All that there is, of a million: as near as periods and clocks let it be told. */
    static final long WHOLE = 850_000;

    /** Of a CPU, of a million: below, a thread hardly wants to run. */
    private static final long SOMETHING = 20_000;

    /**
     * The same where other programs took most of the machine: who is idle here takes no more than
     * others leave it, either. Who is kept from such a part has four competitors for each CPU.
     */
    private static final long MUCH = 250_000;

    /** Other programs took most where ours took less than one in so many parts. */
    private static final long MOST = 6;

    /** Of a CPU: who takes more is not just woken now and then. */
    private static final long NOTABLE = 50_000;

    /** The scheduler is fair to those that share a CPU, but not in each second. */
    private static final long HUNGRY = 2;

    /** Who takes less than one in so many parts of what is usual got all that it wanted, soon. */
    private static final long MODEST = 8;

    /** Of a million: a wait for a CPU counts when it is over, which may be in the next period. */
    private static final long WANTED = 800_000;

    /** Where it is not known how long a thread waited for a CPU. */
    static final long UNKNOWN = -1;

    /** Loads of one period are written one after the other. */
    private static final long TOGETHER = 50_000_000;

    /**
     * Where the next load is not there, or not yet, what a thread did is taken to go on for as long
     * again, but no longer than this.
     */
    private static final long GOES_ON = 1_000_000_000;

    /**
     * What a thread took in a period, which may have begun later than it is planned from, in
     * millionths: of the machine, of one CPU; what all took of the machine, 0 where that is not
     * known; and how long it waited for a CPU.
     *
     * @param nanos CPU time; {@link Long#MAX_VALUE} when some of it was taken before
     * @param waited for how long it is known to have waited for anything else, at least
     */
    record Load(
            TracedThread thread,
            long from,
            long begin,
            long to,
            long ofMachine,
            long ofCpu,
            long ofAll,
            long waiting,
            long nanos,
            long waited) {
        long length() {
            return to - begin;
        }

        /** Of one CPU, while it is not known to have waited. */
        long ofRest() {
            long rest = length() - waited;
            boolean isKnown = waited > 0 && rest > 0 && nanos < Long.MAX_VALUE;
            return isKnown ? Math.max(ofCpu, (long) (1e6 * nanos / rest)) : ofCpu;
        }
    }

    private final Stage stage;

    /** What all programs took of the machine lately, where loads do not say. */
    private long lately;

    private final List<Load> period = new ArrayList<>();

    CpuEvidence(Stage stage) {
        this.stage = stage;
    }

    void plan(Load load) {
        advance(load.from);
        period.add(load);
    }

    /** What all programs together took of the machine in a period. */
    void planMachine(long ofMachine) {
        lately = ofMachine;
    }

    /** Planning has come to {@code front}: no more loads of a period before will come. */
    void advance(long front) {
        if (!period.isEmpty() && front > period.get(0).from + TOGETHER) {
            judge();
            period.clear();
        }
    }

    private void judge() {
        TakenOverTime ofOurs = new TakenOverTime(period);
        long all = period.stream().mapToLong(Load::ofAll).max().orElse(0);
        long usual = usual();
        for (Load load : period) {
            long ours = ofOurs.during(load);
            long taken = Math.max(ours, all == 0 ? lately : all);
            long least = ours * MOST < taken ? MUCH : SOMETHING;
            boolean wanted =
                    load.waiting == UNKNOWN
                            ? taken >= WHOLE && wish(load) >= least && isHungry(load, usual)
                            : load.ofCpu + load.waiting >= WANTED;
            if (load.ofRest() >= WHOLE || wanted) {
                ran(load);
            } else if (isModest(load, usual)) {
                stage.budget.took(load.thread, load.from, load.to, load.nanos);
            }
        }
    }

    private static boolean isHungry(Load load, long usual) {
        boolean isGuess = load.thread.stopsWithWorld && load.thread.cpuWaitsKnownUntil <= load.from;
        return isGuess && wish(load) * HUNGRY >= usual;
    }

    /**
     * What a thread that hardly took anything did not wait for may be waits too short to record.
     */
    private static long wish(Load load) {
        return load.ofCpu >= NOTABLE ? load.ofRest() : load.ofCpu;
    }

    /** Live, a load tells of what has been written already. */
    private boolean isModest(Load load, long usual) {
        return load.waiting == UNKNOWN && load.ofCpu * MODEST < usual && !stage.isLive();
    }

    /**
     * What a thread gets that wants all it can get: those that got as much, or more, took half of
     * all CPU time. Not the most that one got, which may have had a CPU for itself while others
     * shared one, or before they were there.
     */
    private long usual() {
        Load[] loads = period.toArray(Load[]::new);
        Arrays.sort(loads, Comparator.comparingLong(Load::ofCpu).reversed());
        double half = Arrays.stream(loads).mapToDouble(CpuEvidence::taken).sum() / 2;
        int at = 0;
        double taken = taken(loads[0]);
        // Of damaged loads some are negative, and the sum of all may be less than that of the
        // first.
        while (taken < half && at < loads.length - 1) {
            at++;
            taken += taken(loads[at]);
        }
        return loads[at].ofCpu;
    }

    private static double taken(Load load) {
        return (double) load.ofCpu * load.length();
    }

    /**
     * All the time, but for waits of which there are events. What a carrier takes its virtual
     * threads take.
     */
    private void ran(Load load) {
        if (load.thread.isCarrier) {
            return;
        }
        long length = load.length();
        boolean isLast = load.to + length >= stage.recordingEnd() || stage.isLive();
        // The next load comes as late as this one did.
        long news = Math.max(load.to, stage.timeline.position());
        long until = isLast ? news + Math.min(length, GOES_ON) : load.to;
        stage.silence.heardOf(load.thread, until);
        stage.timeline.begin(load.begin, time -> stage.threads.glimpse(load.thread, time));
    }
}
