package dev.jfrtrace.samples.bench.overhead;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Options of the form {@code --name value}. */
final class Flags {
    private final Map<String, String> values = new HashMap<>();

    /**
     * @param known the names, without the dashes
     * @throws UsageException for others, or without a value
     */
    Flags(List<String> args, Set<String> known) {
        for (int i = 0; i < args.size(); i += 2) {
            String name = args.get(i).replaceFirst("^--", "");
            if (!args.get(i).startsWith("--") || !known.contains(name)) {
                throw new UsageException("unknown: " + args.get(i));
            }
            if (i + 1 == args.size()) {
                throw new UsageException(args.get(i) + " needs a value");
            }
            values.put(name, args.get(i + 1));
        }
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    List<String> list(String name, String otherwise) {
        return List.of(text(name, otherwise).split(","));
    }

    int count(String name, int otherwise) {
        return (int) positive(name, otherwise);
    }

    /** Given in seconds, also in parts of one. */
    Duration seconds(String name, double otherwise) {
        return Duration.ofMillis(Math.round(1000 * positive(name, otherwise)));
    }

    private double positive(String name, double otherwise) {
        String text = text(name, Double.toString(otherwise));
        try {
            double number = Double.parseDouble(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as for numbers that are too small.
        }
        throw new UsageException("--" + name + ": not a positive number: " + text);
    }
}
