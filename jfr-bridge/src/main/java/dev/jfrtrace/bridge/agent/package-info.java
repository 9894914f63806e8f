/**
 * The agent: what is in a JVM that is started with {@code -javaagent:jfrtrace.jar}, or that {@code
 * jfrtrace record} attaches to for a level of it.
 *
 * <pre>
 * application's loader     isolated loader                     boot loader
 * entry.Agent ──options─▶ AgentControl ─ Hooking ─ Weaver     boot.Hooks ◀─call─ LockSupport, …
 *                              │                                  │
 *                          AgentTrace (out=FILE)                JFR events
 * </pre>
 *
 * <p>Rules that bind here:
 *
 * <ul>
 *   <li><b>A1</b> The application starts and goes on, whatever fails in here: {@link
 *       dev.jfrtrace.bridge.agent.entry.Agent} catches all of it, and says so in one line.
 *   <li><b>A2</b> Nothing is woven into a class that does not look as it was seen before: {@link
 *       dev.jfrtrace.bridge.agent.Weaver} leaves it alone, and a note says which.
 *   <li><b>A3</b> What is woven in is a call without branches: no frame of the method changes, and
 *       taking it out again is taking the class as it was.
 *   <li><b>A4</b> Nothing of ours but {@code boot} can be seen by the application's classes, and
 *       libraries that we use have names of their own.
 * </ul>
 */
package dev.jfrtrace.bridge.agent;
