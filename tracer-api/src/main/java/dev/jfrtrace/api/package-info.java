/**
 * Tasks, regions and logs of an application, as Go's {@code runtime/trace} has them. They are JFR
 * events: any recording that runs takes them in, and a trace made from it shows them. No method
 * throws or blocks; {@code null} arguments count as empty text.
 */
package dev.jfrtrace.api;
