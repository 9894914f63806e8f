/**
 * Threads that help with a conversion. What they do is the same as without them, byte for byte:
 * they read chunks side by side, which are joined in the order of the file, and they do one stage
 * of the translation each, which hand batches on through an {@link
 * dev.jfrtrace.bridge.parallel.Exchange}. All end with {@link
 * dev.jfrtrace.bridge.parallel.Workers#close}; what one throws is thrown where its result is asked
 * for.
 */
package dev.jfrtrace.bridge.parallel;
