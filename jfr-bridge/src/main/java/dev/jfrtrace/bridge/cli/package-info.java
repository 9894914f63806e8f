/**
 * The {@code jfrtrace} command: a shell around {@link dev.jfrtrace.bridge.convert} and {@link
 * dev.jfrtrace.encoder.read}. It takes apart what the user wrote, calls the library, and says what
 * came of it. Here alone is anything printed. {@code Main} and the verbs are in this package, what
 * they do in those below it, each of which stands on the ones before:
 *
 * <ul>
 *   <li>{@code terminal}: streams, progress, signals; numbers and failures in words;
 *   <li>{@code report}: what is told when recordings have been converted;
 *   <li>{@code convert}: recordings in, traces out;
 *   <li>{@code read}: traces in, or recordings in their place;
 *   <li>{@code recording}: another JVM in;
 *   <li>{@code summary}: what a trace amounts to (it stands on {@code terminal} alone).
 * </ul>
 *
 * <p>The rules hold in all of them:
 *
 * <ul>
 *   <li><b>C1</b> Standard output is for what was asked for: a trace, the text of one, a verdict,
 *       help. Otherwise {@code -o -} would not be a trace.
 *   <li><b>C2</b> What a user did wrong is told in one sentence with the file or option in front,
 *       and never with a stack trace. Otherwise nobody would read it.
 *   <li><b>C3</b> A file that was not asked for is never written over: neither a recording nor what
 *       this run wrote before. Otherwise work would be lost in silence.
 *   <li><b>C4</b> Exit codes are those of {@link dev.jfrtrace.bridge.cli.ExitCode}. Otherwise
 *       scripts could not rely on them.
 * </ul>
 */
package dev.jfrtrace.bridge.cli;
