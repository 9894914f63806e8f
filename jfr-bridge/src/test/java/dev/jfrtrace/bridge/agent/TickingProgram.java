package dev.jfrtrace.bridge.agent;

/** Sleeps a known number of times, and ends as it is told to. */
final class TickingProgram {
    static final String READY = "ready";
    static final String DONE = "done";
    static final String ERROR = "an error of its own";
    static final String THREAD = "ticker";
    static final String PAUSE = "pause";
    static final int TICKS = 50;
    static final int CODE = 7;

    private TickingProgram() {}

    public static void main(String[] args) throws InterruptedException {
        System.out.println(READY);
        System.err.println(ERROR);
        Thread ticker = new Thread(() -> tick(args[0]), THREAD);
        ticker.start();
        ticker.join();
    }

    private static void tick(String end) {
        sleep(TICKS, 2);
        switch (end) {
            case "exit":
                System.out.println(DONE);
                System.exit(CODE);
                break;
            case "halt":
                pause(2_500);
                Runtime.getRuntime().halt(CODE);
                break;
            case "wait":
                System.out.println(DONE);
                pause(60_000);
                break;
            default:
                break;
        }
    }

    private static void sleep(int times, long millis) {
        try {
            for (int i = 0; i < times; i++) {
                Thread.sleep(millis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Not on the thread whose sleeps are counted. */
    private static void pause(long millis) {
        Thread other = new Thread(() -> sleep((int) millis / 10, 10), PAUSE);
        other.start();
        try {
            other.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
