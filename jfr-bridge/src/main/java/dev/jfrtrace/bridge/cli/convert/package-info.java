/**
 * Recordings in, traces out: the options that say what is converted and how the trace looks, where
 * traces go, and the conversions themselves, one after the other.
 */
package dev.jfrtrace.bridge.cli.convert;
