/**
 * What knows nothing of traces: a map that the hot path needs, and text that may be no UTF-8.
 * Exported to our own modules only.
 */
package dev.jfrtrace.encoder.util;
