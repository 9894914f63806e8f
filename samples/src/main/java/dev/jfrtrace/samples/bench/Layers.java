package dev.jfrtrace.samples.bench;

import java.util.List;

/** The layers of a {@link CallChain}; each puts two or three frames of its own on the stack. */
final class Layers {
    static final List<Layer> ALL =
            List.of(
                    new Routing(),
                    new Security(),
                    new Session(),
                    new Validation(),
                    new Caching(),
                    new Retry(),
                    new Transaction(),
                    new Metrics(),
                    new Serialization(),
                    new Throttling());

    private Layers() {}

    /** One layer; keeps no state, so that all threads share it. */
    interface Layer {
        /** Calls {@link CallChain#next()} exactly once. */
        void handle(CallChain chain) throws Exception;
    }

    /** Two ways to the handler. */
    private static final class Routing implements Layer {
        @Override
        public void handle(CallChain chain) throws Exception {
            if (chain.position() % 3 == 0) {
                dispatchByPrefix(chain);
            } else {
                dispatchExact(chain);
            }
        }

        private void dispatchByPrefix(CallChain chain) throws Exception {
            chain.next();
        }

        private void dispatchExact(CallChain chain) throws Exception {
            chain.next();
        }
    }

    private static final class Security implements Layer {
        @Override
        public void handle(CallChain chain) throws Exception {
            authenticate(chain);
        }

        private void authenticate(CallChain chain) throws Exception {
            authorize(chain);
        }

        private void authorize(CallChain chain) throws Exception {
            chain.next();
        }
    }

    private static final class Session implements Layer {
        @Override
        public void handle(CallChain chain) throws Exception {
            if (chain.position() == 1) {
                createSession(chain);
            } else {
                resumeSession(chain);
            }
        }

        private void createSession(CallChain chain) throws Exception {
            resumeSession(chain);
        }

        private void resumeSession(CallChain chain) throws Exception {
            chain.next();
        }
    }

    private static final class Validation implements Layer {
        @Override
        public void handle(CallChain chain) throws Exception {
            validate(chain);
        }

        private void validate(CallChain chain) throws Exception {
            chain.next();
        }
    }

    /** Goes through a lambda, as loading caches do. */
    private static final class Caching implements Layer {
        @Override
        public void handle(CallChain chain) throws Exception {
            computeIfAbsent(chain::next);
        }

        private void computeIfAbsent(CallChain.Action loader) throws Exception {
            loader.run();
        }
    }

    private static final class Retry implements Layer {
        @Override
        public void handle(CallChain chain) throws Exception {
            attempt(chain, chain.position() % 2);
        }

        private void attempt(CallChain chain, int failures) throws Exception {
            if (failures > 0) {
                attempt(chain, failures - 1);
            } else {
                chain.next();
            }
        }
    }

    private static final class Transaction implements Layer {
        @Override
        public void handle(CallChain chain) throws Exception {
            begin(chain);
        }

        private void begin(CallChain chain) throws Exception {
            try {
                inTransaction(chain);
            } finally {
                commit(chain);
            }
        }

        private void inTransaction(CallChain chain) throws Exception {
            chain.next();
        }

        private void commit(CallChain chain) {
            if (chain.position() < 0) {
                throw new IllegalStateException("a layer left the chain twice");
            }
        }
    }

    private static final class Metrics implements Layer {
        @Override
        public void handle(CallChain chain) throws Exception {
            measured(() -> counted(chain));
        }

        private void measured(CallChain.Action body) throws Exception {
            body.run();
        }

        private void counted(CallChain chain) throws Exception {
            chain.next();
        }
    }

    private static final class Serialization implements Layer {
        @Override
        public void handle(CallChain chain) throws Exception {
            switch (chain.position() % 3) {
                case 0 -> readText(chain);
                case 1 -> readBinary(chain);
                default -> chain.next();
            }
        }

        private void readText(CallChain chain) throws Exception {
            chain.next();
        }

        private void readBinary(CallChain chain) throws Exception {
            chain.next();
        }
    }

    private static final class Throttling implements Layer {
        @Override
        public void handle(CallChain chain) throws Exception {
            withPermit(chain);
        }

        private void withPermit(CallChain chain) throws Exception {
            chain.next();
        }
    }
}
