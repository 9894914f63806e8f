/**
 * What is told when recordings have been converted: for people by {@code TextReport}, for machines
 * by {@code JsonReport}, whose table of keys is {@code ReportKeys}.
 */
package dev.jfrtrace.bridge.cli.report;
