/**
 * Go as the judge of our trace files: takes a file, gives a verdict by the tools that Go ships.
 *
 * <p>Our own reader and writer can only prove that they agree with each other. What is judged here
 * is judged by somebody else: {@code go tool trace} must parse the file to its end, make its four
 * profiles of it and serve every page of its web server, and {@link
 * dev.jfrtrace.encoder.judge.GoEventTable} tells what Go itself holds the event table to be.
 *
 * <p>Where there is no Go the tests that need it are skipped, loudly; on CI they fail. See {@link
 * dev.jfrtrace.encoder.judge.GoTools#require()}.
 *
 * <p>The package is made for tests, this module's and those of other modules. It needs nothing but
 * the JDK and JUnit.
 */
package dev.jfrtrace.encoder.judge;
