package dev.jfrtrace.encoder.judge;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;

/**
 * Tests of what no JDK changes, and that take long: where the same is tested on a second JDK
 * ({@code .ci/run}), they have passed on the first.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@DisabledIfEnvironmentVariable(
        named = "JFRTRACE_JUDGED",
        matches = "true",
        disabledReason = "has passed on another JDK")
public @interface JudgedOnce {}
