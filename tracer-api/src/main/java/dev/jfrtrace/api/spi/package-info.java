/** For implementations of the tracer alone. */
package dev.jfrtrace.api.spi;
