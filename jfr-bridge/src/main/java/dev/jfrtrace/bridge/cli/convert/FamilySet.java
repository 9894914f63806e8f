package dev.jfrtrace.bridge.cli.convert;

import dev.jfrtrace.bridge.mapping.Family;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The value of {@code --events}: a list of families, each with {@code -} in front to leave it out.
 */
public record FamilySet(Set<Family> families) {
    /** Those that are on unless the user says otherwise. */
    static final String DEFAULT = "default";

    private static final String ALL = "all";

    /**
     * Reads a list.
     *
     * @throws IllegalArgumentException when it is none; the message is for the user
     */
    public static FamilySet parse(String list) {
        Set<Family> chosen = EnumSet.noneOf(Family.class);
        for (String word : list.toLowerCase(Locale.ROOT).split(",", -1)) {
            apply(word.strip(), chosen);
        }
        return new FamilySet(chosen);
    }

    private static void apply(String word, Set<Family> chosen) {
        boolean leaveOut = word.startsWith("-");
        Set<Family> named = named(leaveOut ? word.substring(1) : word);
        if (!leaveOut) {
            chosen.addAll(named);
            return;
        }
        for (Family family : named) {
            if (!family.isOptional()) {
                throw new IllegalArgumentException(
                        "'" + family.optionName() + "' cannot be left out: it is always on");
            }
        }
        chosen.removeAll(named);
    }

    private static Set<Family> named(String word) {
        switch (word) {
            case ALL:
                return EnumSet.allOf(Family.class);
            case DEFAULT:
                return usual();
            default:
                Family family = Family.named(word);
                if (family == null) {
                    throw new IllegalArgumentException(
                            "'" + word + "' is not a family of events, which are " + names());
                }
                return EnumSet.of(family);
        }
    }

    private static Set<Family> usual() {
        return Arrays.stream(Family.values())
                .filter(Family::onByDefault)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Family.class)));
    }

    private static String names() {
        return Arrays.stream(Family.values())
                        .filter(Family::isOptional)
                        .map(Family::optionName)
                        .collect(Collectors.joining(", "))
                + ", all, default";
    }
}
