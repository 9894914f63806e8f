/**
 * What surrounds a run of the command: its streams, what a person at a terminal sees meanwhile,
 * signals, and how numbers, names and failures are put into words. Knows nothing of recordings and
 * traces, and all other packages of the command stand on it.
 */
package dev.jfrtrace.bridge.cli.terminal;
