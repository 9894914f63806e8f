/**
 * Traces as text, in the forms of Go's tools. {@link dev.jfrtrace.encoder.read.text.RawText} is the
 * grammar of raw traces, in which Go keeps its test traces ({@code internal/trace/raw}), both ways;
 * {@link dev.jfrtrace.encoder.read.text.EventText} is how {@code go tool trace -d=parsed} prints
 * events that were checked and ordered.
 *
 * <pre>
 * Text    = "Trace Go1.NN" (event [frame{nframes}] [data])*    a line each
 * event   = name (argument "=" number)*                        rows of the event table
 * frame   = "pc=" number "func=" number "file=" number "line=" number
 * data    = "data=" a string as Go quotes it
 * </pre>
 *
 * Numbers are decimal and unsigned; blank lines, and what follows a hash, count for nothing.
 */
package dev.jfrtrace.encoder.read.text;
