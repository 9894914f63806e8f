/** What a user does with jfrtrace, as programs. {@link dev.jfrtrace.samples.Demo} comes first. */
package dev.jfrtrace.samples;
