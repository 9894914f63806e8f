package dev.jfrtrace.bridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/MAPPING.md says what the table says. {@code -Djfrtrace.regenerate=true} writes it anew. */
class MappingDocumentTest {
    private static final String BEGIN = "<!-- begin of the table -->\n";
    private static final String END = "<!-- end of the table -->\n";

    @Test
    void documentHoldsTheTable() throws IOException {
        Path document = repository().resolve("docs/MAPPING.md");
        String text = Files.readString(document);
        String expected =
                text.substring(0, text.indexOf(BEGIN) + BEGIN.length())
                        + table()
                        + text.substring(text.indexOf(END));
        if (Boolean.getBoolean("jfrtrace.regenerate")) {
            Files.writeString(document, expected);
        }
        assertThat(Files.readString(document)).isEqualTo(expected);
    }

    private static Path repository() {
        Path dir = Path.of("").toAbsolutePath();
        while (!Files.exists(dir.resolve("docs/MAPPING.md"))) {
            dir = dir.getParent();
        }
        return dir;
    }

    private static String table() {
        StringBuilder text = new StringBuilder();
        for (Family family : Family.values()) {
            text.append("\n### ").append(family.optionName()).append("\n\n");
            text.append(family.meaning()).append("\n\n");
            text.append("| JFR event | becomes | fields read |\n|---|---|---|\n");
            Arrays.stream(JfrMapping.values())
                    .filter(row -> row.family() == family)
                    .forEach(row -> text.append(line(row)));
        }
        text.append("\n### events of the JDK without a row\n\n");
        text.append("Each shows that its thread ran, where it has one.\n\n");
        text.append("| JFR events (`jdk.`) | why nothing more becomes of them |\n|---|---|\n");
        for (OtherEvents kind : OtherEvents.values()) {
            text.append("| ").append(String.join(", ", kind.names()));
            text.append(" | ").append(kind.why()).append(" |\n");
        }
        return text.append('\n').toString();
    }

    private static String line(JfrMapping row) {
        String fields =
                row.fields().stream()
                        .map(field -> String.join(" or ", field.names()))
                        .collect(Collectors.joining(", "));
        return "| "
                + row.event().replace("*", "\\*")
                + " | "
                + row.becomes()
                + " | "
                + fields
                + " |\n";
    }
}
