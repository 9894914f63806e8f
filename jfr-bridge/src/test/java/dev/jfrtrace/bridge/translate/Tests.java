package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.bridge.mapping.JfrMapping;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The rows of the mapping whose outcome a test looks at; {@link EveryMappingIsTestedTest}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Tests {
    JfrMapping[] value();
}
