package dev.jfrtrace.bridge.record;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A recording of a JVM that runs already. Its program is not touched; without the agent it is left
 * as it was, but that its Flight Recorder has been woken.
 */
public final class Attachment extends Session {
    /** Something to do in the other JVM. */
    @FunctionalInterface
    private interface Visit<T> {
        T to(VirtualMachine jvm)
                throws IOException, AgentLoadException, AgentInitializationException;
    }

    private final ProcessHandle process;
    private final RecordOptions options;

    /** The agent's jar, as the other JVM calls it; {@code null} when it is not needed. */
    private Path agent;

    private boolean hasHooks;

    /** Whether it was told to, though not whether it does. */
    private boolean mayRecord;

    private boolean isStarted;
    private Path repository;

    private Attachment(ProcessHandle process, RecordOptions options, Workplace workplace) {
        super(workplace);
        this.process = process;
        this.options = options;
    }

    /**
     * Starts to record.
     *
     * @throws IOException when the JVM cannot be reached, or does not record
     */
    public static Attachment to(long pid, RecordOptions options, Workplace workplace)
            throws IOException {
        ProcessHandle process =
                ProcessHandle.of(pid)
                        .orElseThrow(() -> new IOException("there is no process " + pid));
        Attachment attachment = new Attachment(process, options, workplace);
        try {
            attachment.begin();
        } catch (IOException e) {
            if (!endsWithin(1, process)) {
                attachment.undo(e);
                throw e;
            }
            if (!attachment.isStarted) {
                throw new IOException("process " + pid + " ended before it was recorded", e);
            }
        } catch (RuntimeException | Error e) {
            attachment.undo(e);
            throw e;
        }
        workplace.keep();
        return attachment;
    }

    private void begin() throws IOException {
        RecordSettings.write(RecordSettings.of(options), workplace.settings());
        if (options.needsAgent()) {
            agent = workplace.readable(options.agent());
            workplace.expectAgent();
        }
        workplace.handOver();
        if (options.needsAgent()) {
            hasHooks = true;
            tellAgent(options.agentOptions(workplace));
        }
        startRecording();
        String folder = visit(jvm -> jvm.getSystemProperties().getProperty("jdk.jfr.repository"));
        repository = folder == null ? null : workplace.found(Path.of(folder));
    }

    private void startRecording() throws IOException {
        // It may have, whatever becomes of the one that tells it to.
        mayRecord = true;
        String said =
                new Jcmd(process.pid())
                        .run(
                                "JFR.start",
                                "name=" + name,
                                "settings=" + workplace.told(workplace.settings()),
                                "filename=" + workplace.told(workplace.recordings()),
                                "dumponexit=true",
                                "maxsize=" + limit);
        if (!said.contains("Started recording")) {
            throw new IOException(
                    "process " + process.pid() + " does not record: " + Jcmd.firstLine(said));
        }
        isStarted = true;
    }

    /** Leaves the JVM as it was, as far as it lets us; what went wrong before is the reason. */
    private void undo(Throwable reason) {
        try {
            if (mayRecord) {
                end(process);
            } else {
                removeHooks();
            }
        } catch (IOException | RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    private void tellAgent(String agentOptions) throws IOException {
        visit(
                jvm -> {
                    // It may have an agent already, whose jar need not be there any more.
                    jvm.loadAgent(agent.toString(), agentOptions + ",jar=" + agent);
                    return null;
                });
    }

    private <T> T visit(Visit<T> visit) throws IOException {
        VirtualMachine jvm = null;
        try {
            jvm = VirtualMachine.attach(String.valueOf(process.pid()));
            return visit.to(jvm);
        } catch (IOException
                | AttachNotSupportedException
                | AgentLoadException
                | AgentInitializationException e) {
            throw new IOException("process " + process.pid() + ": " + e.getMessage(), e);
        } finally {
            if (jvm != null) {
                jvm.detach();
            }
        }
    }

    @Override
    public ProcessHandle process() {
        return process;
    }

    @Override
    List<ProcessHandle> jvms() {
        return List.of(process);
    }

    @Override
    List<Path> repositories() {
        return repository == null ? List.of() : List.of(repository);
    }

    @Override
    long pidOf(Path of) {
        // In a container it may go by another number.
        return process.pid();
    }

    @Override
    String nothingRecorded() {
        return workplace.goesWithProcess() && !process.isAlive()
                ? "process "
                        + process.pid()
                        + " has ended, and its file system can no longer be reached from here; its"
                        + " recording there is in "
                        + workplace.told(workplace.recordings())
                : super.nothingRecorded();
    }

    @Override
    void end(ProcessHandle jvm) throws IOException {
        try {
            super.end(jvm);
        } finally {
            removeHooksOrSay();
        }
    }

    /** What was recorded is no worse for hooks that stay. */
    private void removeHooksOrSay() {
        try {
            removeHooks();
        } catch (IOException e) {
            if (!endsWithin(1, process)) {
                say("The hooks could not be removed: " + e.getMessage() + ".");
            }
        }
    }

    private void removeHooks() throws IOException {
        if (hasHooks && process.isAlive()) {
            hasHooks = false;
            Path report = workplace.told(workplace.agentFarewell());
            tellAgent("remove,owner=" + workplace.name() + ",report=" + report);
        }
    }
}
