package dev.jfrtrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.entry;

import dev.jfrtrace.api.TraceOptions.Builder;
import dev.jfrtrace.api.TraceOptions.FamilyOptions;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TraceOptionsTest {
    private static final long MIB = 1 << 20;

    private final Builder builder = TraceOptions.builder(Preset.LIGHT);

    @Test
    void defaultsAreTheBalancedPreset() {
        TraceOptions options = TraceOptions.defaults();
        assertThat(options.preset()).isEqualTo(Preset.BALANCED);
        assertThat(EventFamily.values())
                .extracting(options::family)
                .containsOnly(new FamilyOptions(null, null, null, null));
        assertThat(options.settings()).isEmpty();
        assertThat(options.format()).isEqualTo(TraceFormat.GO_1_22);
        assertThat(options.generation()).isEqualTo(Duration.ofSeconds(1));
        assertThat(options.holdBack()).isEqualTo(Duration.ofSeconds(1));
        assertThat(options.flushInterval()).isZero();
        assertThat(options.backlogLimit()).isEqualTo(256 * MIB);
        assertThat(options.stackDepth()).isZero();
        assertThat(options.maxChunkSize()).isZero();
        assertThat(options.ownThreads()).isFalse();
        assertThat(options.virtualThreads()).isTrue();
    }

    @Test
    void choicesOfAFamilyAddUp() {
        TraceOptions options =
                builder.threshold(EventFamily.IO, Duration.ofMillis(1))
                        .throttle(EventFamily.IO, 300)
                        .stackTraces(EventFamily.IO, false)
                        .allocation(true)
                        .build();
        assertThat(options.family(EventFamily.IO))
                .isEqualTo(new FamilyOptions(null, Duration.ofMillis(1), false, 300));
        assertThat(options.family(EventFamily.ALLOCATION))
                .isEqualTo(new FamilyOptions(true, null, null, null));
        assertThat(options.family(EventFamily.LOCKS))
                .isEqualTo(new FamilyOptions(null, null, null, null));
    }

    @Test
    void theOthersAreKept() {
        TraceOptions options =
                builder.format(TraceFormat.GO_1_26)
                        .lowLatency()
                        .backlogLimit(MIB)
                        .stackDepth(2048)
                        .maxChunkSize(64 * MIB)
                        .ownThreads(true)
                        .virtualThreads(false)
                        .build();
        assertThat(options.format()).isEqualTo(TraceFormat.GO_1_26);
        assertThat(options.generation()).isEqualTo(Duration.ofMillis(250));
        assertThat(options.holdBack()).isEqualTo(Duration.ofMillis(100));
        assertThat(options.flushInterval()).isEqualTo(Duration.ofMillis(50));
        assertThat(options.backlogLimit()).isEqualTo(MIB);
        assertThat(options.stackDepth()).isEqualTo(2048);
        assertThat(options.maxChunkSize()).isEqualTo(64 * MIB);
        assertThat(options.ownThreads()).isTrue();
        assertThat(options.virtualThreads()).isFalse();
    }

    @Test
    void settingsKeepTheirOrderAndTheLastWins() {
        TraceOptions options =
                builder.setting("b#enabled", "false")
                        .setting("a#enabled", "true")
                        .setting("b#enabled", "true")
                        .build();
        assertThat(options.settings())
                .containsExactly(entry("b#enabled", "true"), entry("a#enabled", "true"));
    }

    @Test
    void optionsDoNotChangeWithTheirBuilder() {
        TraceOptions before = builder.build();
        builder.setting("a#enabled", "true").enabled(EventFamily.GC, false).stackDepth(5);
        assertThat(before).isEqualTo(TraceOptions.builder(Preset.LIGHT).build());
        assertThat(before).isNotEqualTo(builder.build());
    }

    @Test
    void equalChoicesAreEqual() {
        TraceOptions one = builder.enabled(EventFamily.GC, true).build();
        TraceOptions other =
                TraceOptions.builder(Preset.LIGHT).enabled(EventFamily.GC, true).build();
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other).hasToString(other.toString());
        assertThat(one.toString()).contains("preset=LIGHT", "enabled=true");
        assertThat(one).isNotEqualTo(TraceOptions.defaults()).isNotEqualTo(null);
    }

    @Test
    void refusesWhatIsOutOfRange() {
        List<Consumer<Builder>> bad =
                List.of(
                        b -> b.threshold(EventFamily.IO, Duration.ofNanos(-1)),
                        b -> b.threshold(EventFamily.IO, Duration.ofSeconds(Long.MAX_VALUE)),
                        b -> b.throttle(EventFamily.IO, -1),
                        b -> b.generation(Duration.ofMillis(9)),
                        b -> b.generation(Duration.ofSeconds(61)),
                        b -> b.holdBack(Duration.ofNanos(-1)),
                        b -> b.holdBack(Duration.ofSeconds(61)),
                        b -> b.flushInterval(Duration.ofMillis(-50)),
                        b -> b.flushInterval(Duration.ofMillis(9)),
                        b -> b.backlogLimit(MIB - 1),
                        b -> b.stackDepth(-1),
                        b -> b.stackDepth(2049),
                        b -> b.maxChunkSize(-1),
                        b -> b.maxChunkSize(MIB - 1));
        assertThat(bad)
                .allSatisfy(
                        choice ->
                                assertThatIllegalArgumentException()
                                        .isThrownBy(() -> choice.accept(builder))
                                        .withMessageMatching("\\w+ must be from .* to .*, not .*"));
    }

    @Test
    void takesWhatIsJustInRange() {
        TraceOptions options =
                builder.threshold(EventFamily.IO, Duration.ZERO)
                        .throttle(EventFamily.IO, 0)
                        .generation(Duration.ofMinutes(1))
                        .holdBack(Duration.ZERO)
                        .flushInterval(Duration.ofMillis(10))
                        .stackDepth(1)
                        .maxChunkSize(MIB)
                        .build();
        assertThat(options.generation()).isEqualTo(Duration.ofMinutes(1));
        assertThat(builder.generation(Duration.ofMillis(10)).build().generation())
                .isEqualTo(Duration.ofMillis(10));
        assertThat(builder.flushInterval(Duration.ZERO).build().flushInterval()).isZero();
    }

    @Test
    void refusesWhatIsNotASetting() {
        for (String name : List.of("", "#", "threshold", "jdk.ThreadPark#", "#threshold")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder.setting(name, "1 ms"))
                    .withMessageContaining("a setting is named as");
        }
    }

    @Test
    void refusesNull() {
        List<Consumer<Builder>> bad =
                List.of(
                        b -> TraceOptions.builder(null),
                        b -> b.enabled(null, true),
                        b -> b.threshold(null, Duration.ZERO),
                        b -> b.threshold(EventFamily.IO, null),
                        b -> b.stackTraces(null, true),
                        b -> b.throttle(null, 1),
                        b -> b.setting(null, "1 ms"),
                        b -> b.setting("a#threshold", null),
                        b -> b.format(null),
                        b -> b.generation(null),
                        b -> b.holdBack(null),
                        b -> b.flushInterval(null),
                        b -> b.build().family(null));
        assertThat(bad)
                .allSatisfy(
                        choice ->
                                assertThatNullPointerException()
                                        .isThrownBy(() -> choice.accept(builder)));
    }
}
