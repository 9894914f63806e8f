package dev.jfrtrace.bridge.cli;

import dev.jfrtrace.bridge.cli.terminal.Text;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Finds a command that stands where {@code record} takes a JVM that runs. */
final class MissingDashes {
    private static final String DASHES = "--";

    private MissingDashes() {}

    /**
     * What to write instead, if there is such a command.
     *
     * @param args all of the command line, the verb first
     */
    static Optional<String> advice(CommandSpec verb, List<String> args) {
        int command = afterOptions(verb, args);
        boolean hasCommand = command < args.size() - 1 && isCommand(args.get(command));
        if (args.contains(DASHES) || !hasCommand) {
            return Optional.empty();
        }
        return Optional.of(
                "put -- before the command: jfrtrace "
                        + words(args.subList(0, command))
                        + " -- "
                        + words(args.subList(command, args.size())));
    }

    /** Where the first word is that is neither an option nor an option's value. */
    private static int afterOptions(CommandSpec verb, List<String> args) {
        int at = 1;
        while (at < args.size() && args.get(at).startsWith("-")) {
            String[] parts = args.get(at).split("=", 2);
            OptionSpec option = verb.findOption(parts[0]);
            if (option == null) {
                return args.size();
            }
            at += option.arity().max() > 0 && parts.length == 1 ? 2 : 1;
        }
        return at;
    }

    /** One that a shell would find; a jar or a class that can be run by name may be a JVM's. */
    private static boolean isCommand(String word) {
        try {
            String name = String.valueOf(Path.of(word).getFileName());
            return name.equals("java")
                    || name.equals("java.exe")
                    || (!name.endsWith(".jar") && folders(word).anyMatch(f -> isProgram(f, word)));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static Stream<String> folders(String word) {
        boolean hasFolder = Path.of(word).getNameCount() > 1;
        String all = hasFolder ? "." : System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(all.split(File.pathSeparator));
    }

    private static boolean isProgram(String folder, String word) {
        Path file = Path.of(folder).resolve(word);
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    private static String words(List<String> args) {
        return args.stream().map(Text::quoted).collect(Collectors.joining(" "));
    }
}
