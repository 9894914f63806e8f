/**
 * Traces a run of JUnit tests, as {@code go test -trace} does in Go. It needs JUnit Jupiter (5.8 or
 * later), which no other part of this module does.
 */
package dev.jfrtrace.bridge.junit;
