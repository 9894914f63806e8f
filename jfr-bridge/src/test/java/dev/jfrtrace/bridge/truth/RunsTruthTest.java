package dev.jfrtrace.bridge.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jfrtrace.bridge.agent.AgentJar;
import dev.jfrtrace.bridge.truth.VirtualScript.Way;
import dev.jfrtrace.encoder.judge.GoJudge;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnJre;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Virtual threads run when they run, could when they could, and wait for what they wait for. */
@Timeout(300)
@EnabledOnJre({JRE.JAVA_21, JRE.JAVA_25})
class RunsTruthTest {
    /** Before JDK 24 who waits for a monitor, or in Object.wait, keeps its carrier. */
    private static final boolean MONITORS_PIN = Runtime.version().feature() < 24;

    private static final int THREADS = MONITORS_PIN ? 2_000 : 10_000;
    private static final int CARRIERS = 3;

    private static final String RUN = "dev.jfrtrace.VirtualThreadRun";
    private static final String RUNNABLE = "dev.jfrtrace.VirtualThreadRunnable";

    private static final Pattern MOVE =
            Pattern.compile(
                    ".* G=(-?\\d+) StateTransition Time=(\\d+) GoID=(\\d+) (\\w+)->(\\w+)"
                            + " Reason=\"(.*?)\".*");

    /** What the script says of a thread. */
    private record Said(Way way, long waited, long lived) {}

    /** What the trace says of a thread, from where it first runs to its end. */
    private static final class Life {
        final Map<String, Long> states = new HashMap<>();

        /** Waits and the times until they led to a run, by their reasons. */
        final Map<String, Long> reasons = new HashMap<>();

        /** The goroutine that created it. */
        long creator;

        long firstRun;
        long last;
        long end;
        int runs;
        String reason = "";
        boolean isStopped;

        void move(long time, String from, String to, String why) {
            if (firstRun != 0) {
                states.merge(from, time - last, Long::sum);
            }
            if (!reason.isEmpty() && !from.equals("Running")) {
                reasons.merge(reason, time - last, Long::sum);
            }
            last = time;
            if (to.equals("Running")) {
                firstRun = firstRun == 0 ? time : firstRun;
                runs += isStopped || from.equals("Syscall") ? 0 : 1;
                reason = "";
            }
            // The world was stopped: the run goes on when it does.
            isStopped = why.equals("preempted");
            reason = to.equals("Waiting") ? why : reason;
            end = to.equals("NotExist") ? time : end;
        }

        long waited(Set<String> why) {
            return why.stream().mapToLong(r -> reasons.getOrDefault(r, 0L)).sum();
        }

        long waited() {
            return waited(reasons.keySet());
        }
    }

    @TempDir private static Path folder;
    private static Path jar;

    private final Path trace = folder.resolve("runs.trace");
    private final Path recording = folder.resolve("runs.jfr");
    private final Map<Long, Said> said = new HashMap<>();
    private final Map<Long, Life> lives = new HashMap<>();
    private long starter;
    private int running;
    private int most;

    @BeforeAll
    static void makeJar() throws IOException {
        jar = AgentJar.make(folder, null);
    }

    private void play() throws IOException, InterruptedException {
        said.clear();
        lives.clear();
        List<String> command = new ArrayList<>(List.of(Program.JAVA, "-jar", jar.toString()));
        command.addAll(List.of("record", "-q", "--vthreads", "--preset", "full"));
        command.addAll(List.of("--jfr", recording.toString(), "-o", trace.toString(), "--"));
        command.addAll(List.of(Program.JAVA, "-Xmx128m"));
        for (String bound : new String[] {"parallelism", "maxPoolSize"}) {
            command.add("-Djdk.virtualThreadScheduler." + bound + "=" + CARRIERS);
        }
        command.addAll(List.of("-cp", AgentJar.programs(), VirtualScript.class.getName()));
        command.add(String.valueOf(THREADS));
        for (String line : Program.run(folder, command)) {
            String[] words = line.split(" ");
            if (words[0].equals(VirtualScript.STARTER)) {
                starter = Long.parseLong(words[1]);
                continue;
            }
            said.put(
                    Long.valueOf(words[1]),
                    new Said(
                            Way.valueOf(words[0]),
                            Long.parseLong(words[2]),
                            Long.parseLong(words[3])));
        }
        running = 0;
        most = 0;
        GoJudge.require().parsed(trace, this::read);
    }

    private void read(String line) {
        if (!line.startsWith("M=")) {
            return;
        }
        Matcher move = MOVE.matcher(line);
        if (!move.matches() || move.group(4).equals(move.group(5))) {
            return;
        }
        long g = Long.parseLong(move.group(3));
        if (said.containsKey(g)) {
            running += isRun(move.group(5)) ? 1 : 0;
            running -= isRun(move.group(4)) ? 1 : 0;
            most = Math.max(most, running);
            Life life = lives.computeIfAbsent(g, id -> new Life());
            if (move.group(4).equals("NotExist")) {
                life.creator = Long.parseLong(move.group(1));
            }
            life.move(Long.parseLong(move.group(2)), move.group(4), move.group(5), move.group(6));
        }
    }

    /** Whether it is on its carrier; reading a class file is a system call. */
    private static boolean isRun(String state) {
        return state.equals("Running") || state.equals("Syscall");
    }

    private static Set<String> reasons(Way way) {
        switch (way) {
            case MONITOR:
                return Set.of("sync (monitor enter)");
            case WAIT:
                return Set.of("sync (Object.wait)", "sync (monitor enter)");
            case SLEEP:
                return Set.of("sleep");
            case SOCKET:
                return Set.of("network");
            default:
                return Set.of("sync (park)");
        }
    }

    private void assertTimes() {
        assertThat(said).hasSize(THREADS);
        assertThat(lives.keySet()).isEqualTo(said.keySet());
        lives.forEach(
                (g, life) -> {
                    long sum = life.states.values().stream().mapToLong(Long::longValue).sum();
                    assertThat(sum).as("G%d", g).isEqualTo(life.end - life.firstRun);
                    assertThat(life.states.keySet())
                            .isSubsetOf("Running", "Syscall", "Runnable", "Waiting");
                });
        assertThat(most).isBetween(1, CARRIERS);
        for (Way way : Way.values()) {
            assertTimes(way);
        }
    }

    /** Each thread that waits in one way waits for its reason, and as long as it says itself. */
    private void assertTimes(Way way) {
        long waited = 0;
        long lived = 0;
        long saidWaited = 0;
        long saidLived = 0;
        long other = 0;
        for (Map.Entry<Long, Said> each : said.entrySet()) {
            Life life = lives.get(each.getKey());
            if (each.getValue().way() == way) {
                waited += life.waited(reasons(way));
                other += life.waited() - life.waited(reasons(way));
                lived += life.end - life.firstRun;
                saidWaited += each.getValue().waited();
                saidLived += each.getValue().lived();
            }
        }
        assertThat(waited).as("waits: %s", way).isCloseTo(saidWaited, Percentage.withPercentage(5));
        assertThat(lived).as("lives: %s", way).isCloseTo(saidLived, Percentage.withPercentage(5));
        assertThat((double) other / waited).as("otherwise: %s", way).isCloseTo(0, within(0.01));
    }

    private void assertCreator() {
        long byStarter = lives.values().stream().filter(life -> life.creator == starter).count();
        assertThat(byStarter).isGreaterThanOrEqualTo(THREADS * 95L / 100);
    }

    /** Whoever was given to the scheduler ran, and ran in the trace as often. */
    private void assertNothingLost() throws IOException {
        Map<Long, Integer> given = new HashMap<>();
        Map<Long, Integer> ran = new HashMap<>();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                String name = event.getEventType().getName();
                if (name.equals(RUN) || name.equals(RUNNABLE)) {
                    RecordedThread thread = event.getThread("virtualThread");
                    (name.equals(RUN) ? ran : given)
                            .merge(thread.getJavaThreadId(), 1, Integer::sum);
                }
            }
        }
        assertThat(ran).isEqualTo(given);
        int all = 0;
        int more = 0;
        for (long g : said.keySet()) {
            assertThat(lives.get(g).runs).as("runs of G%d", g).isGreaterThanOrEqualTo(ran.get(g));
            all += ran.get(g);
            more += lives.get(g).runs - ran.get(g);
        }
        // Whoever spins for a monitor has waited for it, and has not left its carrier.
        double bound = MONITORS_PIN ? 1 : 0.01;
        assertThat((double) more / all).as("%d of %d", more, all).isLessThan(bound);
    }

    @Test
    void manyThreadsOnThreeCarriers() throws Exception {
        Performance.attempt(
                () -> {
                    play();
                    assertNothingLost();
                    assertCreator();
                    assertTimes();
                });
    }
}
