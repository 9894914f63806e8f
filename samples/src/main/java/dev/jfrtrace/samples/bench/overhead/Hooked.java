package dev.jfrtrace.samples.bench.overhead;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Another mode, with the agent's hooks in the JDK while it is on.
 *
 * @param level which hooks
 * @param jar jfrtrace.jar
 */
record Hooked(String name, Mode inner, String level, Path jar) implements Mode {
    @Override
    public Watch start() throws IOException {
        tell("hooks," + level);
        Watch watch = inner.start();
        return new Watch() {
            @Override
            public void begin() {
                watch.begin();
            }

            @Override
            public Recorded end() throws IOException, InterruptedException {
                Recorded recorded = watch.end();
                tell("remove");
                return recorded;
            }
        };
    }

    private void tell(String options) throws IOException {
        try {
            VirtualMachine self =
                    VirtualMachine.attach(Long.toString(ProcessHandle.current().pid()));
            try {
                self.loadAgent(jar.toAbsolutePath().toString(), options);
            } finally {
                self.detach();
            }
        } catch (IOException
                | AttachNotSupportedException
                | AgentLoadException
                | AgentInitializationException e) {
            throw new IOException(
                    "no agent, which needs -Djdk.attach.allowAttachSelf and --jar jfrtrace.jar", e);
        }
    }
}
