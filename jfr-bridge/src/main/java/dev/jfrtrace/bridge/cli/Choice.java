package dev.jfrtrace.bridge.cli;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An option's value that is one of a few words. */
record Choice<T>(T[] values, Function<T, String> name) implements ITypeConverter<T> {
    @Override
    public T convert(String word) {
        return Arrays.stream(values)
                .filter(value -> name.apply(value).equals(word))
                .findFirst()
                .orElseThrow(() -> unknown(word));
    }

    private TypeConversionException unknown(String word) {
        String all = Arrays.stream(values).map(name).collect(Collectors.joining(", "));
        return new TypeConversionException("'" + word + "' is not one of " + all);
    }
}
