/**
 * Where the agent is entered: the one class of ours that the application's loader gets, beside the
 * application's own. In {@code jfrtrace.jar} it has another name, since a program that uses this
 * library has this one already.
 */
package dev.jfrtrace.bridge.agent.entry;
