/** Containers that the hot path needs; exported to our own modules only. */
package dev.jfrtrace.encoder.util;
