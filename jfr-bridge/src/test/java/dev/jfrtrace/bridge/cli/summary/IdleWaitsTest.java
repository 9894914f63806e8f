package dev.jfrtrace.bridge.cli.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.cli.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who waits for something to do, by where it waits. */
class IdleWaitsTest {
    private static final String CONDITION =
            "of java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject";
    private static final String PARK = "java.util.concurrent.locks.LockSupport.park";

    @TempDir private Path folder;

    private boolean isIdle(String reason, Stream<String> frames) throws IOException {
        Path trace =
                new JvmStory()
                        .vmIsIdle(0)
                        .thread(0, 7, "worker")
                        .waits(10, 7, reason, frames.toArray(String[]::new))
                        .goesOn(900, 7, 0)
                        .end(1000, folder);
        return Run.of("summary", trace).outText().contains(", idle\n");
    }

    private static Stream<String> stack(String first, String frames) {
        return Stream.concat(Stream.of(first), Stream.of(frames.split(" ")));
    }

    @ParameterizedTest
    @CsvSource({
        // Hazelcast
        "java.util.concurrent.LinkedBlockingQueue.poll h.Executor$Worker.run"
                + " java.util.concurrent.ThreadPoolExecutor.runWorker h.Thread.run, true",
        "h.MpscQueue.takeAll h.MpscQueue.take h.OperationThread.loop h.HzThread.run, true",
        // Datadog, Jetty
        "java.util.concurrent.DelayQueue.take dd.Scheduler$Worker.run java.lang.Thread.run, true",
        "org.jctools.MpscQueue.parkUntilNext org.jctools.MpscQueue.poll dd.Writer.run, true",
        "j.BlockingArrayQueue.poll j.Pool.idleJobPoll j.Pool.access$800 j.Pool$2.run, true",
        // The body of a thread, whoever starts it
        "java.util.concurrent.ArrayBlockingQueue.poll app.Packing.work app.Packing$$Lambda.run"
                + " app.Crew.attempt app.Crew$$Lambda.run, true",
        // Spark
        "java.util.concurrent.LinkedBlockingQueue.take s.AsyncQueue.$anonfun$dispatch$1"
                + " s.AsyncQueue$$Lambda.apply$mcJ$sp scala.runtime.java8.JFunction0$mcJ$sp.apply"
                + " scala.util.DynamicVariable.withValue s.AsyncQueue.s$AsyncQueue$$dispatch"
                + " s.AsyncQueue$$anon$2.$anonfun$run$1 s.AsyncQueue$$anon$2$$Lambda.apply$mcV$sp"
                + " s.Utils$.tryOrStop s.AsyncQueue$$anon$2.run, true",
        // Ignite
        "i.StripedExecutor$StripeQueue.take i.StripedExecutor$Stripe.body"
                + " org.apache.ignite.internal.util.worker.GridWorker.run"
                + " java.lang.Thread.run, true",
        // A task, whose result somebody wants
        "java.util.concurrent.ArrayBlockingQueue.take app.Report.make"
                + " java.util.concurrent.CompletableFuture$AsyncSupply.run"
                + " java.util.concurrent.ThreadPoolExecutor.runWorker, false",
        // Hikari, and a pool of somebody's own
        "java.util.concurrent.SynchronousQueue.poll hikari.Bag.borrow hikari.Pool.get"
                + " hikari.Source.get app.Dao.find app.Web.get, false",
        "java.util.concurrent.ArrayBlockingQueue.take app.Pool.borrow app.Client.run, false",
        "java.util.concurrent.LinkedBlockingQueue.take"
                + " java.util.concurrent.ExecutorCompletionService.take app.Main.main, false",
        "app.Cache.take app.Main.main, false"
    })
    void aLoopThatTakesFromAQueueIsIdle(String frames, boolean isIdle) throws IOException {
        assertThat(isIdle("sync (park)", stack(PARK, frames))).isEqualTo(isIdle);
        assertThat(isIdle("sync (park)", stack(CONDITION, PARK + " " + frames))).isEqualTo(isIdle);
    }

    /** There is an item then. */
    @ParameterizedTest
    @CsvSource({
        "sync (park), java.util.concurrent.locks.ReentrantLock$NonfairSync",
        "sync (monitor enter), java.util.ArrayDeque"
    })
    void whoWaitsForTheLockOfAQueueIsNot(String reason, String lock) throws IOException {
        String frames = "java.util.concurrent.ArrayBlockingQueue.take app.Worker.run";
        assertThat(isIdle(reason, stack("of " + lock, frames))).isFalse();
    }

    /** A caller's port is not in a trace; on this machine a test's server may have such a port. */
    @ParameterizedTest
    @CsvSource({
        "10.0.0.7, java.net.Socket.read http.Parser.fill http.Connection.run, true",
        "10.0.0.7, java.net.Socket.write http.Parser.flush http.Connection.run, false",
        "db:5432, java.net.Socket.read pg.Stream.read app.Dao.find, false",
        "localhost, java.net.Socket.read pg.Stream.read app.Dao.find, false",
        "127.0.0.1, java.net.Socket.read pg.Stream.read app.Dao.find, false"
    })
    void aReadFromACallerIsIdle(String peer, String frames, boolean isIdle) throws IOException {
        assertThat(isIdle("network", stack("of " + peer, frames))).isEqualTo(isIdle);
    }

    /** Whoever wants what comes waits for it elsewhere, for as long as that takes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.sun.jndi.ldap.Connection.run",
                "com.rabbitmq.client.impl.SocketFrameHandler.readFrame"
                        + " com.rabbitmq.client.impl.AMQConnection$MainLoop.run",
                "org.apache.activemq.transport.tcp.TcpTransport.readCommand",
                "okio.InputStreamSource.read okhttp3.internal.http2.Http2Reader.nextFrame"
                        + " okhttp3.internal.http2.Http2Connection$ReaderRunnable.invoke",
                "okhttp3.internal.ws.RealWebSocket.loopReader",
                "org.java_websocket.client.WebSocketClient.run",
                "redis.clients.jedis.Connection.getUnflushedObject"
                        + " redis.clients.jedis.JedisPubSubBase.process app.Listener.run",
                "redis.clients.jedis.Jedis.brpop app.Popper.run",
                "redis.clients.jedis.UnifiedJedis.xreadGroup app.Streamer.run",
                "org.postgresql.core.v3.QueryExecutorImpl.processNotifies app.Listener.run",
                "io.nats.client.impl.NatsConnectionReader.run",
                "org.eclipse.paho.client.mqttv3.internal.CommsReceiver.run",
                "com.jcraft.jsch.Session.run",
                "net.schmizz.sshj.transport.Reader.run",
                "com.github.shyiko.mysql.binlog.BinaryLogClient.listenForEventPackets",
                "com.sun.mail.imap.IMAPFolder.idle",
                "sun.rmi.transport.tcp.TCPTransport.handleMessages"
                        + " java.util.concurrent.ThreadPoolExecutor.runWorker",
                "org.eclipse.lsp4j.jsonrpc.json.StreamMessageProducer.listen"
                        + " java.util.concurrent.ThreadPoolExecutor.runWorker"
            })
    void whoReadsForAllOthersIsIdle(String frames) throws IOException {
        Stream<String> stack = stack("of far:4711", "java.net.Socket.read " + frames);
        assertThat(isIdle("network", stack)).isTrue();
        assertThat(isIdle("sleep", stack("java.lang.Thread.sleep", frames))).isFalse();
    }

    /** It takes turns with whoever polls, under a lock that nobody else wants. */
    @Test
    void kafkasHeartbeatIs() throws IOException {
        String lock = "of java.util.concurrent.locks.ReentrantLock$FairSync";
        String beat = "org.apache.kafka.clients.consumer.internals.AbstractCoordinator";
        assertThat(isIdle("sync (park)", stack(lock, PARK + " " + beat + "$HeartbeatThread.run")))
                .isTrue();
        assertThat(isIdle("sync (park)", stack(lock, PARK + " " + beat + ".poll"))).isFalse();
    }

    /** Hadoop reads by selectors, to give up in time. */
    @Test
    void whoWaitsForOnePeerIsNot() throws IOException {
        String select = "sun.nio.ch.SelectorImpl.select";
        String io = "org.apache.hadoop.net.SocketIOWithTimeout.doIO app.Reader.read";
        assertThat(isIdle("network", stack(select, io))).isFalse();
        assertThat(isIdle("network", stack(select, "app.Reader.read"))).isTrue();
    }

    @Test
    void whoServesACallIsNot() throws IOException {
        String frames =
                "java.net.Socket.read app.Store.find sun.rmi.transport.Transport.serviceCall"
                        + " sun.rmi.transport.tcp.TCPTransport.handleMessages";
        assertThat(isIdle("network", stack("of db:4711", frames))).isFalse();
    }

    /** A lock is passed on; what a condition tells of, or a task, nobody has had meanwhile. */
    @Test
    void onlyWhatSomebodyHasIsKept() throws IOException {
        assertThat(passedOn("sync (monitor enter)", "of app.Stock", "app.Stock.take"))
                .contains("kept by boss for 970 ms, second for 100 ms");
        assertThat(passedOn("sync (park)", CONDITION, "app.Stock.await"))
                .contains("until second 1 time")
                .doesNotContain("kept by");
        assertThat(passedOn("sync (park)", "app.Stock.await")).doesNotContain("kept by");
        String next = "java.util.concurrent.ThreadPoolExecutor.getTask";
        assertThat(passedOn("sync (park)", "of app.Tasks", next)).doesNotContain("kept by");
    }

    private String passedOn(String reason, String... frames) throws IOException {
        JvmStory story = new JvmStory().vmIsIdle(0);
        story.thread(0, 7, "first").thread(0, 8, "second").thread(0, 9, "boss");
        story.waits(10, 8, reason, frames)
                .waits(20, 7, reason, frames)
                .goesOn(500, 8, 9)
                .goesOn(600, 7, 8);
        return Run.of("summary", story.end(1000, folder)).outText();
    }

    /** Further out, where nobody sees it, their stacks differ. */
    @Test
    void waitsThatLookTheSameAreOneRow() throws IOException {
        String[] shown = {"java.lang.Thread.sleep", "app.Retry.pause", "app.Retry.go", "app.A.b"};
        JvmStory story = new JvmStory().vmIsIdle(0).thread(0, 7, "worker");
        for (int i = 0; i < 2; i++) {
            Stream<String> frames = Stream.concat(Stream.of(shown), Stream.of("app.Main.m" + i));
            story.waits(100 + 200 * i, 7, "sleep", frames.toArray(String[]::new))
                    .goesOn(150 + 300 * i, 7, 0);
        }
        assertThat(Run.of("summary", story.end(2000, folder)).outText())
                .contains("\n  200 ms      2  100 ms   150 ms  0.300 s  sleep\n")
                .containsOnlyOnce("app.Retry.pause (App.java:7)");
    }
}
