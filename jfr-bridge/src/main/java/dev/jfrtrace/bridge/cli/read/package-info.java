/**
 * Traces in: what {@code check}, {@code print}, {@code summary} and {@code export} share. A trace
 * is a file, a pipe or standard input, packed or not, or a recording that is converted first; of it
 * a part is chosen.
 */
package dev.jfrtrace.bridge.cli.read;
