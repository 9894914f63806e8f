package dev.jfrtrace.samples.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A command line: values, and options of the form {@code --name value}.
 *
 * @param values what is no option, in order
 * @param options by name, without the dashes
 */
record Arguments(List<String> values, Map<String, String> options) {

    /** What a user got wrong; the message says it. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    /**
     * @param least how many values there must be
     * @param most how many there may be
     * @param known the names of the options
     */
    static Arguments parse(String[] args, int least, int most, Set<String> known)
            throws UsageException {
        List<String> values = new ArrayList<>();
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < args.length; i++) {
            if (!args[i].startsWith("--")) {
                values.add(args[i]);
                continue;
            }
            String name = args[i].substring(2);
            if (!known.contains(name)) {
                throw new UsageException("unknown option --" + name);
            }
            if (++i == args.length) {
                throw new UsageException("--" + name + " needs a value");
            }
            options.put(name, args[i]);
        }
        if (values.size() < least || values.size() > most) {
            throw new UsageException("wrong number of arguments");
        }
        return new Arguments(values, options);
    }

    String value(int index, String otherwise) {
        return index < values.size() ? values.get(index) : otherwise;
    }

    String option(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }

    /** A positive number. */
    static int number(String text) throws UsageException {
        try {
            int number = Integer.parseInt(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as for numbers that are too small.
        }
        throw new UsageException("not a positive number: " + text);
    }
}
