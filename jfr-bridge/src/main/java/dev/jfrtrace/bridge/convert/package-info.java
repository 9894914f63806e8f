/**
 * Files in, traces out: {@link dev.jfrtrace.bridge.convert.JfrToTrace} joins the stages {@code
 * source}, {@code collect}, {@code translate} and the encoder's {@code write}. Prints nothing.
 */
package dev.jfrtrace.bridge.convert;
