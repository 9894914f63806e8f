package dev.jfrtrace.samples.bench.overhead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What an agent costs that is there from the start: pairs of JVMs, one of which has it, do the same
 * work beside each other, and then exchange their processors. To be compiled with it is part of
 * that, and no two JVMs compile alike: so each pair is new.
 */
final class Pairs {
    private final String load;
    private final Path directory;
    private final Path jar;
    private final List<String> flags;
    private final List<Integer> processors;

    /**
     * @param jar jfrtrace.jar
     * @param flags of the one that has the agent: what makes it have it
     */
    Pairs(String load, Path directory, Path jar, List<String> flags) throws IOException {
        this.load = load;
        this.directory = directory;
        this.jar = jar;
        this.flags = flags;
        this.processors = Processors.allowed();
        if (processors.size() < 2) {
            throw new UsageException("--agent needs Linux and two processors");
        }
    }

    /**
     * The pairs' slices, those with the agent as the mode.
     *
     * @param mode of both
     * @param warming does not count
     */
    List<Exchange> measure(String mode, int pairs, Slice.Length warming, Slice.Length length)
            throws IOException, InterruptedException {
        List<Exchange> exchanges = new ArrayList<>();
        for (int pair = 0; pair < pairs; pair++) {
            // Neither is always the first to start, nor always begins on the same processor.
            int own = processors.get(pair % 2);
            int other = processors.get(1 - pair % 2);
            boolean isFirst = pair / 2 % 2 == 0;
            Twin early = twin("early" + pair, own, isFirst);
            try (early;
                    Twin late = twin("late" + pair, other, !isFirst)) {
                both(early, late, mode, warming);
                List<Slice> one = both(early, late, mode, length);
                early.moveTo(other);
                late.moveTo(own);
                List<Slice> two = both(early, late, mode, length);
                int with = isFirst ? 0 : 1;
                int without = 1 - with;
                exchanges.add(
                        new Exchange(
                                one.get(with), one.get(without), two.get(with), two.get(without)));
            }
        }
        return exchanges;
    }

    private Twin twin(String name, int processor, boolean hasAgent) throws IOException {
        Path own = Files.createDirectory(directory.resolve(name));
        return new Twin(processor, load, own, jar, hasAgent ? flags : List.of());
    }

    private static List<Slice> both(Twin early, Twin late, String mode, Slice.Length length)
            throws IOException {
        early.order(mode, length);
        late.order(mode, length);
        List<Slice> answers = List.of(early.answer(), late.answer());
        System.err.println(answers.get(0) + " | " + answers.get(1));
        return answers;
    }
}
