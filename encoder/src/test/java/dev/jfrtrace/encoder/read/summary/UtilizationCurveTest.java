package dev.jfrtrace.encoder.read.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** By hand; that all is as Go has it is tested with whole traces. */
class UtilizationCurveTest {
    /** All for the program, but for 10 to 20 and half of 30 to 40; it ends at 100. */
    private static UtilizationCurve curve() {
        UtilizationCurve curve = new UtilizationCurve();
        curve.add(0, 1);
        curve.add(10, 0);
        curve.add(20, 1);
        curve.add(30, 0.5);
        curve.add(40, 1);
        curve.add(100, 0);
        return curve;
    }

    @Test
    void theWorstStretchIsFound() {
        assertThat(curve().minimum(10)).isZero();
        assertThat(curve().minimum(20)).isCloseTo(0.5, within(1e-12));
        assertThat(curve().minimum(30)).isCloseTo(0.5, within(1e-12));
        assertThat(curve().minimum(100)).isCloseTo(0.85, within(1e-12));
    }

    @Test
    void aStretchIsNoLongerThanTheCurve() {
        assertThat(curve().minimum(1000)).isEqualTo(curve().minimum(100));
    }

    @Test
    void ofTwoSharesAtOneTimeTheLowerHolds() {
        UtilizationCurve curve = new UtilizationCurve();
        curve.add(0, 1);
        curve.add(0, 0.25);
        curve.add(0, 0.75);
        curve.add(10, 0);

        assertThat(curve.minimum(10)).isCloseTo(0.25, within(1e-12));
    }
}
