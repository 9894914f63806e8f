package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.mapping.Family;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.mapping.ShownVirtualThreads;
import dev.jfrtrace.bridge.source.Chunk;
import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.source.HandlerException;
import dev.jfrtrace.bridge.source.JfrEvent;
import dev.jfrtrace.bridge.source.JfrSource;
import dev.jfrtrace.bridge.source.JfrStack;
import dev.jfrtrace.bridge.source.JfrThread;
import dev.jfrtrace.bridge.source.JfrType;
import dev.jfrtrace.bridge.source.LostBytes;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/** Turns the events of one chunk into records, as the rows of {@link JfrMapping} say. */
final class ChunkCollector implements JfrSource.Handler, RecordMaker.Places {
    /** An event may start this long after the end that its chunk's header claims. */
    private static final long MAX_SECONDS_OF_STARTS = 3600;

    /** And end this long after it, or after all others have started. */
    private static final long MAX_SECONDS_OF_ENDS = 1;

    /**
     * Rows whose events say more than what their threads did. They are few, and kept apart from all
     * others: what has been compiled for those need not be compiled again when one comes.
     */
    private static final Set<JfrMapping> SAYING_MORE =
            EnumSet.of(
                    JfrMapping.THREAD_DUMP,
                    JfrMapping.CPU_INFORMATION,
                    JfrMapping.CONTAINER_CONFIGURATION,
                    JfrMapping.CPU_LOAD,
                    JfrMapping.THREAD_CPU_LOAD,
                    JfrMapping.DATA_LOSS,
                    JfrMapping.EXECUTION_SAMPLE,
                    JfrMapping.CPU_TIME_SAMPLE,
                    JfrMapping.WALL_CLOCK_SAMPLE,
                    JfrMapping.DATADOG_METHOD_SAMPLE,
                    JfrMapping.THREAD_START,
                    JfrMapping.VIRTUAL_THREAD_START,
                    JfrMapping.THREAD_END,
                    JfrMapping.VIRTUAL_THREAD_END);

    /** In what a JVM of HotSpot says of itself, before the processor. */
    private static final String LINUX = " for linux-";

    private final Chunk chunk;
    private final RecordMaker maker;
    private final Symbols symbols = new Symbols();
    private final ChunkStacks stacks;
    private final RunWriter runs;
    private final LongConsumer progress;
    private final Map<Long, String> typeNames = new HashMap<>();
    private final ShownVirtualThreads shownVirtual;
    private final ThreadRows threads = new ThreadRows();
    private final PlaceTable threadPlaces = new PlaceTable();
    private final IdSet folded = new IdSet();
    private final Settings settings = new Settings();
    private final JfrRecord record = new JfrRecord();
    private final PlaceTable stackPlaces = new PlaceTable();
    private final WaitedTime waited;
    private final CpuLoads loads;
    private final WallLooks looks;
    private final SampledCpu sampledCpu;
    private final ThreadNames names;
    private final ThreadDumps dumps;
    private final LastHeard heard = new LastHeard(threads);
    private final Heartbeat heartbeat;
    private final long plausibleStart;
    private final long plausibleEnd;
    private String identity;
    private boolean isOnLinux;
    private final long slack;
    private long lastStart;
    private long lastTicks;
    private final LostBytes lostBytes = new LostBytes();

    ChunkCollector(
            Chunk chunk,
            Set<Family> families,
            ShownVirtualThreads shownVirtual,
            ChunkStacks stacks,
            RunWriter runs,
            LongConsumer progress) {
        this.chunk = chunk;
        this.maker = new RecordMaker(families, symbols, this);
        this.shownVirtual = shownVirtual;
        this.stacks = stacks;
        this.waited = new WaitedTime(threads, chunk.header());
        this.loads = new CpuLoads(chunk.header(), waited);
        this.heartbeat = new Heartbeat(chunk.header().ticksPerSecond());
        this.looks = new WallLooks(symbols, runs, chunk.header().ticksPerSecond());
        this.sampledCpu = new SampledCpu(symbols, settings, chunk.header().ticksPerSecond());
        this.names = new ThreadNames();
        this.dumps = new ThreadDumps(stacks, symbols, loads, names, chunk.header());
        this.runs = runs;
        this.progress = progress;
        this.slack = chunk.header().ticksPerSecond() * MAX_SECONDS_OF_ENDS;
        this.lastStart = chunk.header().startTicks();
        this.lastTicks = lastStart;
        boolean isKnown = chunk.header().durationNanos() > 0;
        this.plausibleStart =
                isKnown ? plausible(chunk.header(), MAX_SECONDS_OF_STARTS) : Long.MAX_VALUE;
        this.plausibleEnd =
                isKnown ? plausible(chunk.header(), MAX_SECONDS_OF_ENDS) : Long.MAX_VALUE;
    }

    @Override
    public void begin(List<JfrType> types) {
        types.forEach(type -> typeNames.put(type.id(), JfrMapping.modernName(type.name())));
    }

    @Override
    public void event(JfrEvent event) {
        try {
            RecordMaker.Plan plan = maker.planOf(event.type());
            plan.read++;
            if (plan.isBeat) {
                heartbeat.beat(event.startTicks());
            }
            if (plan.isBookkeeping) {
                readBookkeeping(plan, event);
            } else if (plan.collected) {
                collect(plan, event);
            }
        } catch (IOException e) {
            throw new HandlerException(e);
        }
    }

    @Override
    public void progress(long bytes) {
        progress.accept(bytes);
    }

    private void readBookkeeping(RecordMaker.Plan plan, JfrEvent event) {
        if (plan.name.equals(RecordMaker.SETTING)) {
            String type = typeNames.getOrDefault(event.number("id"), "");
            settings.add(type, event.text("name"), event.text("value"));
        } else if (plan.name.equals(RecordMaker.JVM)) {
            readIdentity(event.number("pid"), event.number("jvmStartTime"));
            String version = event.text("jvmVersion");
            loads.learn(version);
            isOnLinux = version != null && version.contains(LINUX);
        }
    }

    /** Recorders that are not HotSpot leave out one or the other: then it identifies nothing. */
    private void readIdentity(long pid, long startTime) {
        if (pid > 0 && startTime > 0) {
            identity = pid + "@" + startTime;
        }
    }

    private void collect(RecordMaker.Plan plan, JfrEvent event) throws IOException {
        maker.make(plan, event, record);
        if (SAYING_MORE.contains(plan.row)) {
            learn(plan.row, event);
            return;
        }
        if (record.thread >= 0) {
            threads.isSeen((int) record.thread, record.stack);
        }
        heard.note(plan.row, record);
        waited.note(plan.row, record);
        noteTime();
        runs.add(record);
    }

    /** Takes in what the event says beyond its thread; its record may be kept, and come later. */
    private void learn(JfrMapping row, JfrEvent event) throws IOException {
        boolean isKeptBack = false;
        switch (row) {
            case THREAD_DUMP:
                record.thread = JfrRecord.NONE;
                readDump(event);
                break;
            case CPU_INFORMATION:
            case CONTAINER_CONFIGURATION:
                loads.learn(record.slots[0]);
                break;
            case CPU_LOAD:
                isKeptBack = loads.addMachine(record);
                break;
            case THREAD_CPU_LOAD:
                isKeptBack = loads.addThread(record);
                break;
            case DATA_LOSS:
                lostBytes.add(
                        record.slots[JfrMapping.DATA_LOSS_AMOUNT],
                        record.slots[JfrMapping.DATA_LOSS_TOTAL]);
                break;
            case EXECUTION_SAMPLE:
            case CPU_TIME_SAMPLE:
                sampledCpu.fill(row, record);
                break;
            default:
                break;
        }
        noteLife(row);
        heard.note(row, record);
        noteTime();
        if (!isKeptBack && !looks.keeps(row, record)) {
            runs.add(record);
        }
    }

    private void readDump(JfrEvent event) throws IOException {
        String text = event.text("result");
        if (text != null) {
            record.slots[JfrMapping.DUMP_STATE] = dumps.read(text, event.startTicks());
        }
    }

    private void noteLife(JfrMapping row) {
        if (record.thread < 0) {
            return;
        }
        int thread = (int) record.thread;
        if (row == JfrMapping.THREAD_START || row == JfrMapping.VIRTUAL_THREAD_START) {
            threads.starts(thread, record.start);
        } else if (row == JfrMapping.THREAD_END || row == JfrMapping.VIRTUAL_THREAD_END) {
            threads.ends(thread, record.start);
        } else {
            threads.isSeen(thread, record.stack);
        }
    }

    @Override
    public long threadPlace(JfrThread thread) {
        long place = threadPlaces.get(thread.index());
        if (place == JfrRecord.NONE) {
            place = newPlace(thread);
            threadPlaces.put(thread.index(), place);
        }
        return place;
    }

    /** Of threads that nobody wants to see nothing is kept but that they were there. */
    private long newPlace(JfrThread thread) {
        if (thread.isVirtual() && shownVirtual == ShownVirtualThreads.NONE) {
            folded.add(thread.javaId());
            return JfrRecord.FOLDED;
        }
        return threads.add(thread);
    }

    @Override
    public long stackPlace(JfrStack stack) throws IOException {
        long place = stackPlaces.get(stack.index());
        if (place == JfrRecord.NONE) {
            place = stacks.add(stack.frames());
            stackPlaces.put(stack.index(), place);
        }
        return place;
    }

    /**
     * Moves the recording's end. Ends of events may lie in the future, as bad durations do; starts
     * hardly, and chunks are known whose header says that they ended long before their last events
     * ({@link TickRate}).
     */
    private void noteTime() {
        if (record.start <= plausibleStart) {
            lastStart = Math.max(lastStart, record.start);
            lastTicks = Math.max(lastTicks, record.start);
        }
        if (record.end <= plausibleEnd || record.end - slack <= lastStart) {
            lastTicks = Math.max(lastTicks, record.end);
        }
    }

    /** Ticks at which a time stops being plausible: so long after the end that the chunk claims. */
    private static long plausible(ChunkHeader header, long secondsAfter) {
        double seconds = header.durationNanos() / 1e9 + secondsAfter;
        // A double that is too large becomes the largest long; the sum must not overflow either.
        double ticks = header.startTicks() + seconds * header.ticksPerSecond();
        return (long) ticks;
    }

    /** JFR writes names once a chunk: as they are where it begins, or the thread does. */
    private void addNames() throws IOException {
        for (int row = 0; row < threads.size(); row++) {
            if (!threads.isVirtual(row)) {
                JfrThread thread = threads.thread(row);
                if (thread.javaName() != null) {
                    names.add(runs, row, chunk.header().startTicks(), thread.name());
                }
            }
        }
    }

    /**
     * The chunk has been read.
     *
     * @param isWhole whether all of it could be
     */
    CollectedChunk finish(boolean isWhole) throws IOException {
        looks.finish();
        heard.tell();
        addNames();
        loads.boundCpus();
        dumps.addTo(runs, threads, settings.isOn(CpuLoads.EVENT) ? heard : null);
        boolean isComplete = isWhole && lostBytes.sum() == 0;
        loads.addTo(runs, threads, settings, isComplete);
        Map<String, Long> read = new TreeMap<>();
        Map<String, Long> excluded = new TreeMap<>();
        for (RecordMaker.Plan plan : maker.plans()) {
            read.merge(plan.name, plan.read, Long::sum);
            if (!plan.collected && !plan.isBookkeeping) {
                excluded.merge(plan.name, plan.read, Long::sum);
            }
        }
        return new CollectedChunk(
                chunk,
                identity,
                isOnLinux,
                threads,
                folded,
                symbols,
                stacks,
                runs.finish(),
                lastTicks,
                isComplete ? heartbeat.standstill() : null,
                read,
                excluded,
                settings,
                lostBytes);
    }
}
