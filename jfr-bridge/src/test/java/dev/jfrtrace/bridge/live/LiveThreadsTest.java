package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.collect.JvmThread;
import dev.jfrtrace.bridge.source.JfrThread;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveThreadsTest {
    private static final long SECOND = 1_000_000_000;

    private final LiveThreads threads = new LiveThreads(false);
    private final List<Long> asked = new ArrayList<>();

    private static JfrThread platform(String name, long javaId) {
        return new JfrThread(0, javaId, 1_000 + javaId, name, name, false);
    }

    private static JfrThread virtual(long javaId) {
        return new JfrThread(0, javaId, -1, "", null, true);
    }

    private boolean isDone(long number) {
        asked.add(number);
        return true;
    }

    @Test
    void aThreadHasOneNumberAndIsFoundByIt() {
        int number = threads.indexOf(platform("main", 1));
        assertThat(threads.indexOf(platform("main", 1))).isEqualTo(number);
        assertThat(threads.thread(number).thread().name()).isEqualTo("main");
        assertThat(threads.thread(number).index()).isEqualTo(number);
    }

    @Test
    void anAbsentOneIsFoundByItsIdUntilItIsLetGo() {
        JfrThread thread = new JfrThread(0, 58, 40, 1_040, "worker", "worker", false, false);
        JfrThread absent = JfrThread.absent(7, 58);
        assertThat(threads.indexOf(absent)).isEqualTo(-1);
        int number = threads.indexOf(thread);
        assertThat(threads.indexOf(absent)).isEqualTo(number);
        assertThat(threads.indexOf(JfrThread.absent(8, 59))).isEqualTo(-1);
        threads.ended(number, 0);
        threads.release(10 * SECOND, this::isDone);
        assertThat(threads.indexOf(absent)).isEqualTo(-1);
    }

    @Test
    void numbersAreSmall() {
        for (int i = 0; i < 10; i++) {
            assertThat(threads.indexOf(platform("t", i + 1))).isEqualTo(i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jfrtrace engine", "jfrtrace writer", "JFR Event Stream 7"})
    void ownThreadsAreHiddenUnlessWanted(String name) {
        assertThat(threads.thread(threads.indexOf(platform(name, 1)))).isNull();
        LiveThreads all = new LiveThreads(true);
        assertThat(all.thread(all.indexOf(platform(name, 1)))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jfrtracer", "my jfrtrace engine", "JFR Periodic Tasks", ""})
    void threadsWithOtherNamesAreShown(String name) {
        assertThat(threads.thread(threads.indexOf(platform(name, 1)))).isNotNull();
    }

    @Test
    void whenAThreadFirstStartedIsKnownUntilItIsLetGo() {
        int number = threads.indexOf(platform("t", 1));
        assertThat(threads.thread(number).startNanos()).isEqualTo(JvmThread.UNKNOWN);
        threads.started(number, SECOND);
        threads.started(number, 2 * SECOND);
        assertThat(threads.thread(number).startNanos()).isEqualTo(SECOND);
        threads.ended(number, 2 * SECOND);
        threads.release(10 * SECOND, this::isDone);
        for (int turn = 0; turn < 2; turn++) {
            threads.turn(this::isDone);
        }
        assertThat(threads.indexOf(platform("other", 2))).isEqualTo(number);
        assertThat(threads.thread(number).startNanos()).isEqualTo(JvmThread.UNKNOWN);
    }

    @Test
    void anEndedThreadIsKeptForEventsThatComeLate() {
        int number = threads.indexOf(platform("t", 1));
        threads.ended(number, SECOND);
        threads.release(3 * SECOND, this::isDone);
        assertThat(asked).isEmpty();
        assertThat(threads.thread(number)).isNotNull();
    }

    @Test
    void anEndedThreadIsLetGoWhenNothingMoreCanCome() {
        int number = threads.indexOf(platform("t", 1));
        threads.ended(number, SECOND);
        threads.release(3 * SECOND + 1, this::isDone);
        assertThat(asked).containsExactly((long) number);
        assertThat(threads.thread(number)).isNull();
    }

    @Test
    void aThreadWhoseEndIsNotInTheTraceIsKept() {
        int number = threads.indexOf(platform("t", 1));
        threads.ended(number, SECOND);
        threads.release(10 * SECOND, n -> false);
        assertThat(threads.thread(number)).isNotNull();
        threads.release(11 * SECOND, this::isDone);
        assertThat(asked).isEmpty();
        threads.release(13 * SECOND, this::isDone);
        assertThat(threads.thread(number)).isNull();
    }

    @Test
    void theNumberOfAReleasedThreadIsUsedAgainAfterTheSecondTurn() {
        int number = threads.indexOf(platform("first", 1));
        threads.indexOf(platform("other", 2));
        threads.ended(number, 0);
        threads.release(10 * SECOND, this::isDone);
        assertThat(threads.indexOf(platform("second", 3))).isNotEqualTo(number);
        threads.turn(this::isDone);
        assertThat(threads.indexOf(platform("third", 4))).isNotEqualTo(number);
        threads.turn(this::isDone);
        assertThat(threads.indexOf(platform("fourth", 5))).isEqualTo(number);
        assertThat(threads.thread(number).thread().name()).isEqualTo("fourth");
    }

    /** There may be hundreds of thousands a second, and each takes memory. */
    @Test
    void ofVeryManyThatHaveEndedTheFirstAreLetGoAtOnceIfTheTraceHasThem() {
        int many = 100_000;
        for (int i = 0; i < many; i++) {
            threads.ended(threads.indexOf(virtual(40 + i)), i);
        }
        threads.releaseMany(10, this::isDone);
        assertThat(asked).hasSize(10);
        threads.releaseMany(many, this::isDone);
        assertThat(asked).hasSizeBetween(many / 4, many / 2);
    }

    @Test
    void aThreadThatIsReleasedAndMetAgainIsNew() {
        int number = threads.indexOf(platform("t", 1));
        threads.ended(number, 0);
        threads.release(10 * SECOND, this::isDone);
        int again = threads.indexOf(platform("t", 1));
        assertThat(threads.thread(again)).isNotNull();
    }

    @Test
    void aThreadThatEndedTwiceIsReleasedOnce() {
        int number = threads.indexOf(platform("t", 1));
        threads.ended(number, 0);
        threads.ended(number, 1);
        threads.release(10 * SECOND, this::isDone);
        assertThat(asked).containsExactly((long) number);
    }

    /** As a compiler's thread may, which the JVM starts again. */
    @Test
    void aThreadThatEndsAgainIsKeptForItsSecondEnd() {
        int number = threads.indexOf(platform("C1 CompilerThread1", 1));
        threads.ended(number, 0);
        threads.ended(number, 2 * SECOND);
        threads.release(3 * SECOND, this::isDone);
        assertThat(asked).isEmpty();
        threads.release(5 * SECOND, this::isDone);
        assertThat(threads.knows(number)).isFalse();
        threads.ended(number, 6 * SECOND);
        threads.release(20 * SECOND, this::isDone);
        assertThat(asked).containsExactly((long) number);
    }

    @Test
    void aPlatformThreadWhoseEndIsLostIsLetGo() {
        int number = threads.indexOf(platform("t", 1));
        assertThat(threads.survives(number, threads.missing(Set.of()), SECOND)).isFalse();
        threads.release(10 * SECOND, this::isDone);
        assertThat(threads.knows(number)).isFalse();
    }

    @Test
    void aVirtualThreadWhoseEndIsLostIsLetGoAtTheSecondTurn() {
        int lost = threads.indexOf(virtual(40));
        threads.loseEnds();
        threads.turn(this::isDone);
        assertThat(threads.thread(lost)).isNotNull();
        threads.turn(this::isDone);
        assertThat(asked).containsExactly((long) lost);
        assertThat(threads.thread(lost)).isNull();
    }

    @Test
    void aVirtualThreadThatIsHeardOfAfterALossIsKept() {
        int heard = threads.indexOf(virtual(40));
        int shown = threads.indexOf(virtual(41));
        int platform = threads.indexOf(platform("t", 1));
        threads.loseEnds();
        threads.turn(n -> n != shown);
        threads.indexOf(virtual(40));
        threads.turn(n -> n != shown);
        threads.turn(n -> true);
        for (int number : new int[] {heard, shown, platform}) {
            assertThat(threads.thread(number)).isNotNull();
        }
    }

    @Test
    void withoutALossWhoIsSilentIsKept() {
        int number = threads.indexOf(virtual(40));
        for (int i = 0; i < 5; i++) {
            threads.turn(this::isDone);
        }
        assertThat(asked).isEmpty();
        assertThat(threads.thread(number)).isNotNull();
    }

    /** Both the end and the turn might let it go. */
    @Test
    void aThreadThatEndsAfterALossIsReleasedOnce() {
        int number = threads.indexOf(virtual(40));
        threads.loseEnds();
        threads.turn(this::isDone);
        threads.ended(number, SECOND);
        threads.turn(this::isDone);
        assertThat(asked).isEmpty();
        threads.release(10 * SECOND, this::isDone);
        assertThat(asked).containsExactly((long) number);
    }

    @Test
    void manyThreadsThatComeAndGoNeedFewNumbers() {
        int most = 0;
        for (int i = 1; i <= 10_000; i++) {
            int number = threads.indexOf(platform("t", i));
            most = Math.max(most, number);
            threads.ended(number, i * SECOND);
            threads.release(i * SECOND, this::isDone);
            threads.turn(this::isDone);
        }
        assertThat(most).isLessThan(5);
    }

    @Test
    void ofPlatformThreadsThoseSurviveThatAreAlive() {
        int alive = threads.indexOf(platform("alive", 1));
        int gone = threads.indexOf(platform("gone", 2));
        Set<Long> missing = threads.missing(Set.of(1L));
        assertThat(missing).containsExactly(2L);
        assertThat(threads.survives(alive, missing, 0)).isTrue();
        assertThat(threads.survives(gone, missing, 0)).isFalse();
    }

    @Test
    void aThreadWhoseEndHasComeIsNotMissing() {
        threads.ended(threads.indexOf(platform("t", 1)), 0);
        assertThat(threads.missing(Set.of())).isEmpty();
    }

    /** Who lives is asked before the trace has come that far. */
    @Test
    void aThreadThatIsMetLaterIsNotMissing() {
        Set<Long> missing = threads.missing(Set.of());
        int later = threads.indexOf(platform("later", 3));
        assertThat(threads.survives(later, missing, 0)).isTrue();
    }

    @Test
    void threadsOfTheVmSurvive() {
        int gc = threads.indexOf(new JfrThread(0, 0, 77, null, "GC Thread#1", false));
        assertThat(threads.missing(Set.of())).isEmpty();
        assertThat(threads.survives(gc, Set.of(), 0)).isTrue();
    }

    @Test
    void ofVirtualThreadsNobodyKnowsWhetherTheyAreMissing() {
        int number = threads.indexOf(virtual(40));
        assertThat(threads.isVirtual(number)).isTrue();
        assertThat(threads.missing(Set.of())).isEmpty();
        assertThat(threads.survives(number, Set.of(), 0)).isTrue();
        assertThat(threads.isVirtual(threads.indexOf(platform("t", 1)))).isFalse();
    }
}
