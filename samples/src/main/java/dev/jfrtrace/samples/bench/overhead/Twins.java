package dev.jfrtrace.samples.bench.overhead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Two JVMs that do the same work beside each other, one under a mode and one under the base, and
 * then the other way round: for machines whose speed is not their own.
 */
final class Twins implements AutoCloseable {
    private final Twin one;
    private final Twin other;

    private Twins(Twin one, Twin other) {
        this.one = one;
        this.other = other;
    }

    static Twins open(String load, Path directory, Path agent) throws IOException {
        List<Integer> processors = Processors.allowed();
        if (processors.size() < 2) {
            throw new UsageException("--jvms 2 needs Linux and two processors");
        }
        Twin one = twin(processors.get(0), load, directory, agent);
        try {
            return new Twins(one, twin(processors.get(1), load, directory, agent));
        } catch (IOException e) {
            one.close();
            throw e;
        }
    }

    private static Twin twin(int processor, String load, Path directory, Path agent)
            throws IOException {
        Path own = Files.createDirectory(directory.resolve("twin" + processor));
        return new Twin(processor, load, own, agent, List.of());
    }

    /** Both under the mode: what they have to compile for it. */
    void warm(String mode, Slice.Length length) throws IOException {
        both(mode, mode, length);
    }

    List<Exchange> measure(String base, List<String> modes, int rounds, Slice.Length length)
            throws IOException {
        List<Exchange> exchanges = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < modes.size(); i++) {
                exchanges.add(exchange(modes.get((i + round) % modes.size()), base, length));
            }
        }
        return exchanges;
    }

    private Exchange exchange(String mode, String base, Slice.Length length) throws IOException {
        List<Slice> first = both(mode, base, length);
        List<Slice> second = both(base, mode, length);
        return new Exchange(first.get(0), first.get(1), second.get(1), second.get(0));
    }

    private List<Slice> both(String left, String right, Slice.Length length) throws IOException {
        one.order(left, length);
        other.order(right, length);
        List<Slice> answers = List.of(one.answer(), other.answer());
        System.err.println(answers.get(0) + " | " + answers.get(1));
        return answers;
    }

    @Override
    public void close() {
        one.close();
        other.close();
    }
}
