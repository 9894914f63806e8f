package dev.jfrtrace.bridge.cli;

import dev.jfrtrace.api.Preset;
import dev.jfrtrace.bridge.cli.convert.FamilySet;
import dev.jfrtrace.bridge.cli.convert.Reasons;
import dev.jfrtrace.bridge.cli.convert.Restate;
import dev.jfrtrace.bridge.cli.report.ReportKind;
import dev.jfrtrace.bridge.cli.terminal.ProgressKind;
import dev.jfrtrace.bridge.convert.Durations;
import dev.jfrtrace.bridge.convert.Reader;
import dev.jfrtrace.bridge.convert.TimePoint;
import dev.jfrtrace.bridge.mapping.GroupBy;
import dev.jfrtrace.bridge.mapping.ShownVirtualThreads;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.read.EventKind;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** How the values of options are read; what is none is told in one sentence (C2). */
final class Values {
    private Values() {}

    /** All of them, by the type of the option. */
    static void register(CommandLine line) {
        line.registerConverter(Path.class, Values::path)
                .registerConverter(TimePoint.class, Values::time)
                .registerConverter(Pattern.class, Values::pattern)
                .registerConverter(int.class, Values::number)
                .registerConverter(Integer.class, Values::number)
                .registerConverter(Long.class, Values::longNumber)
                .registerConverter(Duration.class, Values::length)
                .registerConverter(FamilySet.class, Values::families)
                .registerConverter(TraceVersion.class, choice(TraceVersion.values()))
                .registerConverter(
                        ShownVirtualThreads.class,
                        new Choice<>(ShownVirtualThreads.values(), ShownVirtualThreads::optionName))
                .registerConverter(Preset.class, choice(Preset.values()))
                .registerConverter(GroupBy.class, choice(GroupBy.values()))
                .registerConverter(Reader.class, choice(Reader.values()))
                .registerConverter(Reasons.class, choice(Reasons.values()))
                .registerConverter(Restate.class, choice(Restate.values()))
                .registerConverter(
                        EventKind.class, new Choice<>(EventKind.values(), EventKind::specName))
                .registerConverter(ExportFormat.class, choice(ExportFormat.values()))
                .registerConverter(ReportKind.class, choice(ReportKind.values()))
                .registerConverter(ProgressKind.class, choice(ProgressKind.values()));
    }

    private static <T> Choice<T> choice(T[] values) {
        return new Choice<>(values, value -> value.toString().toLowerCase(Locale.ROOT));
    }

    private static Path path(String text) {
        if (text.isEmpty()) {
            throw new TypeConversionException("the name is empty");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException(
                    "'"
                            + text
                            + "' cannot be the name of a file here ("
                            + e.getReason()
                            + "); if its letters are the cause, set LC_ALL=C.UTF-8");
        }
    }

    private static int number(String text) {
        long number = longNumber(text);
        if (number != (int) number) {
            throw new TypeConversionException("'" + text + "' is too large a number");
        }
        return (int) number;
    }

    private static long longNumber(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not a whole number");
        }
    }

    private static TimePoint time(String text) {
        try {
            return TimePoint.parse(text, ZoneId.systemDefault());
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new TypeConversionException(
                    "'" + text + "' is not a regular expression: " + e.getDescription());
        }
    }

    private static Duration length(String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private static FamilySet families(String text) {
        try {
            return FamilySet.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
