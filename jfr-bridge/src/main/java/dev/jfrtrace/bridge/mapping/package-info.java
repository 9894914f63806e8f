/**
 * The mapping as data: {@link dev.jfrtrace.bridge.mapping.JfrMapping} is the table of JFR events
 * that are translated, which fields are read of each, and what becomes of it. Collection and
 * translation both walk it, and so does docs/MAPPING.md.
 */
package dev.jfrtrace.bridge.mapping;
