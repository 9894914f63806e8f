/**
 * What the JDK's own classes call when the agent has woven its hooks into them. These classes, and
 * no others of ours, are loaded by the boot loader, out of a jar that the agent makes. They need
 * nothing but the JDK, never throw, never block and never park.
 */
package dev.jfrtrace.bridge.agent.boot;
