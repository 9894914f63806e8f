package dev.jfrtrace.bridge.cli.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.cli.Run;
import dev.jfrtrace.bridge.export.ShownFrames;
import dev.jfrtrace.encoder.read.StackFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What waits are for, by the methods of well-known libraries that wait. */
class WaitKindTest {
    private static final String PARK = "sync (park)";
    private static final String NETTY_LOOP = "io.netty.channel.nio.NioEventLoop.run";

    @TempDir private Path folder;

    private static List<StackFrame> frames(String awaited, String methods) {
        List<StackFrame> frames = new ArrayList<>();
        frames.add(new StackFrame(1, awaited, "", 0));
        frames.add(new StackFrame(2, "java.util.concurrent.locks.LockSupport.park", "L", 4));
        for (String method : methods.split(" ")) {
            frames.add(new StackFrame(3, method, "S", 7));
        }
        return frames;
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECTION, com.zaxxer.hikari, java.util.concurrent.SynchronousQueue.poll"
                + " com.zaxxer.hikari.util.ConcurrentBag.borrow"
                + " com.zaxxer.hikari.HikariDataSource.getConnection",
        "CONNECTION, org.apache.tomcat,"
                + " org.apache.tomcat.jdbc.pool.ConnectionPool.borrowConnection",
        "CONNECTION, com.alibaba.druid, com.alibaba.druid.pool.DruidDataSource.takeLast",
        "CONNECTION, io.agroal, io.agroal.pool.ConnectionPool.getConnection",
        "CONNECTION, com.mchange, com.mchange.v2.resourcepool.BasicResourcePool.awaitAvailable",
        "CONNECTION, org.apache.commons,"
                + " org.apache.commons.pool2.impl.GenericObjectPool.borrowObject"
                + " org.apache.commons.dbcp2.PoolingDataSource.getConnection",
        "CONNECTION, org.apache.http, org.apache.http.pool.AbstractConnPool.getPoolEntryBlocking",
        "CONNECTION, org.apache.hc, org.apache.hc.core5.concurrent.BasicFuture.get"
                + " org.apache.hc.core5.pool.StrictConnPool$1.get",
        "RESULT, com.google.common, com.google.common.util.concurrent.AbstractFuture.get",
        "RESULT, io.netty, io.netty.util.concurrent.DefaultPromise.await",
        "RESULT, io.netty, io.netty.util.concurrent.DefaultPromise.await0",
        "RESULT, kotlinx.coroutines, kotlinx.coroutines.BlockingCoroutine.joinBlocking",
        "RESULT, scala.concurrent, scala.concurrent.impl.Promise$DefaultPromise.tryAwait0",
        "RESULT, io.grpc, io.grpc.stub.ClientCalls$ThreadlessExecutor.waitAndDrain",
        "RESULT, com.hazelcast, com.hazelcast.spi.impl.AbstractInvocationFuture.manageParking",
        "RESULT, org.apache.ignite, org.apache.ignite.internal.util.future.GridFutureAdapter.get0",
        "RESULT, org.apache.hc, org.apache.hc.core5.concurrent.BasicFuture.get",
        "LOOP, '', app.Handler.handle io.netty.channel.epoll.EpollEventLoop.run",
        "LOOP, '', app.Handler.handle io.netty.channel.SingleThreadIoEventLoop.run",
        "LOCK, com.hazelcast, com.hazelcast.spi.impl.AbstractInvocationFuture.manageParking"
                + " com.hazelcast.map.impl.proxy.MapProxyImpl.lock",
        "LOCK, '', org.apache.curator.framework.recipes.locks.LockInternals.internalLockLoop",
        "RESULT, org.apache.zookeeper, org.apache.zookeeper.ClientCnxn.submitRequest"
                + " org.apache.curator.framework.recipes.locks.LockInternals.internalLockLoop",
        "LOCK, '', org.h2.mvstore.tx.Transaction.waitForThisToEnd",
        "LOCK, '', org.hsqldb.lib.CountUpDownLatch.await org.hsqldb.Session.execute",
        "LOCK, '', org.apache.derby.impl.services.locks.ActiveLock.waitForGrant",
        "PERMIT, '', io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter"
                + ".waitForPermission",
        "PERMIT, '', org.apache.lucene.index.MergePolicy$OneMergeProgress.pauseNanos"
                + " org.apache.lucene.index.MergeRateLimiter.maybePause",
        "PERMIT, '', com.google.common.util.concurrent.RateLimiter.acquire",
        ", '', app.Client.call app.RateLimiter.executeSupplier",
        "THROTTLE, '', org.apache.lucene.index.ConcurrentMergeScheduler.doStall",
        "THROTTLE, '', app.Queue.await app.Writer.throttle",
        ", '', app.Queue.await app.Package.install",
        ", '', app.A.b app.C.d app.E.f app.Writer.throttle",
        "ROOM, '', java.util.concurrent.ArrayBlockingQueue.put",
        "ROOM, '', org.apache.flink.runtime.io.network.buffer.LocalBufferPool"
                + ".requestMemorySegmentBlocking",
        "ROOM, '', java.util.concurrent.LinkedBlockingDeque.offerLast"
                + " java.util.concurrent.LinkedBlockingDeque.offer",
        "ROOM, '', com.lmax.disruptor.MultiProducerSequencer.next",
        ", '', java.util.concurrent.SynchronousQueue.put",
        ", '', app.Shop.fetch java.util.concurrent.ArrayBlockingQueue.put",
        "ROOM, '', java.io.PipedInputStream.awaitSpace java.io.PipedInputStream.receive"
                + " java.io.PipedOutputStream.write",
        "CONNECTION, org.eclipse.persistence,"
                + " org.eclipse.persistence.sessions.server.ConnectionPool.acquireConnection"
                + " org.eclipse.persistence.internal.jpa.QueryImpl.executeUpdate",
        "LOAN, app.BufferPool, java.util.concurrent.ArrayBlockingQueue.take"
                + " app.BufferPool$Shelf.take app.BufferPool.borrow",
        "LOAN, db.ConnectionPool, db.ConnectionPool.getConnection db.ConnectionPool.ready",
        ", '', app.JobPool.getJob",
        ", '', app.Pool.getNext",
        ", '', app.WorkerPool.take",
        "RESULT, java.util, java.util.concurrent.LinkedBlockingQueue.take"
                + " java.util.concurrent.ExecutorCompletionService.take",
        "PROCESS, '', java.lang.ProcessImpl.waitFor",
        "LOCK, '', org.neo4j.kernel.impl.locking.forseti.ForsetiClient.waitFor",
        ", '', app.Shop.fetch"
    })
    void itIsKnownByWhoWaits(WaitKind kind, String library, String methods) {
        List<StackFrame> frames = frames("app.Anything", methods + " app.Dao.find");
        assertThat(WaitKind.of(PARK, frames).orElse(null)).isEqualTo(kind);
        assertThat(Libraries.library(frames)).isEqualTo(library);
        if (!library.isEmpty()) {
            assertThat(ShownFrames.own(Libraries.beyondLibrary(frames)).function())
                    .isEqualTo("app.Dao.find");
        }
    }

    /** What is done for a connection is no wait for it, and neither is a lock on the way. */
    @Test
    void openingAConnectionIsNoWaitForOne() {
        String borrow = "com.zaxxer.hikari.util.ConcurrentBag.borrow";
        assertThat(WaitKind.of("network", frames("db:5432", borrow))).contains(WaitKind.SERVER);
        String lock = "java.util.concurrent.locks.ReentrantLock$NonfairSync";
        assertThat(WaitKind.of(PARK, frames(lock, borrow))).contains(WaitKind.LOCK);
        assertThat(WaitKind.of("sleep", frames("app.Any", borrow))).isEmpty();
    }

    /** What it polls its lock by. */
    @Test
    void whoSleepsForALockWaitsForIt() {
        String wait = "org.neo4j.kernel.impl.locking.forseti.ForsetiClient.waitFor";
        assertThat(WaitKind.of("sleep", frames("", wait))).contains(WaitKind.LOCK);
    }

    /** It is the pool's own affair how many it lends, but not who fills it. */
    @Test
    void aPoolOfPermitsLendsAndOneOfResultsDoesNot() {
        String permits = "java.util.concurrent.Semaphore$FairSync";
        assertThat(WaitKind.of(PARK, frames(permits, "app.SessionPool.acquire")))
                .contains(WaitKind.LOAN);
        assertThat(WaitKind.of(PARK, frames(permits, "app.Shop.enter"))).contains(WaitKind.PERMIT);
        String latch = "java.util.concurrent.CountDownLatch$Sync";
        assertThat(WaitKind.of(PARK, frames(latch, "app.SessionPool.acquire")))
                .contains(WaitKind.RESULT);
    }

    /** Whoever calls for help is between the help and what calls the program. */
    @ParameterizedTest
    @CsvSource({
        "app.Orders.place, org.apache.derby.impl.sql.Stmt.execute"
                + " org.springframework.jdbc.core.JdbcTemplate.update app.Orders.place"
                + " org.springframework.web.servlet.DispatcherServlet.doDispatch"
                + " jakarta.servlet.http.HttpServlet.service",
        "org.springframework.orm.Em.begin, org.springframework.orm.Em.begin"
                + " org.springframework.web.Osiv.preHandle jakarta.servlet.http.HttpServlet.service"
                + " org.apache.catalina.core.ApplicationFilterChain.doFilter",
    })
    void theProgramIsWhatIsBetweenLibraries(String own, String methods) {
        List<StackFrame> frames = Libraries.beyondLibrary(frames("app.Anything", methods));
        assertThat(ShownFrames.own(frames).function()).isEqualTo(own);
    }

    /** Latches of others are named like Java's; Tomcat's is of one that counts its callers. */
    @ParameterizedTest
    @CsvSource({
        "RESULT, java.util.concurrent.CountDownLatch$Sync",
        "RESULT, scala.concurrent.impl.CompletionLatch",
        "PERMIT, org.apache.tomcat.util.threads.LimitLatch$Sync",
        ", app.Latching"
    })
    void itIsKnownByWhatIsWaitedFor(WaitKind kind, String awaited) {
        assertThat(WaitKind.of(PARK, frames(awaited, "app.Work.run")).orElse(null)).isEqualTo(kind);
    }

    /** Of a library nothing is left out but what the call of it goes through. */
    @Test
    void aThreadOfTheLibraryIsShownWhereItIs() {
        List<StackFrame> all = frames("x.Y", "com.hazelcast.A.b com.hazelcast.Thread.run");
        assertThat(ShownFrames.own(Libraries.beyondLibrary(all)).function())
                .isEqualTo("com.hazelcast.A.b");
        String get = "com.hazelcast.spi.impl.AbstractInvocationFuture.manageParking";
        all = frames("x.Y", get + " app.Entry.process com.hazelcast.Thread.run");
        assertThat(Libraries.beyondLibrary(all).get(0).function()).isEqualTo("app.Entry.process");
    }

    /** Its pool has no time of its own: whatever the loop waits for, others wait for. */
    @Test
    void anEventLoopThatWaitsIsTold() throws IOException {
        JvmStory story =
                new JvmStory()
                        .thread(0, 7, "eventloop-#")
                        .vmIsIdle(0)
                        .waits(10, 7, "sleep", "java.lang.Thread.sleep", "app.Web.get", NETTY_LOOP)
                        .goesOn(910, 7, 0);
        assertThat(Run.of("summary", story.end(1000, folder)).outText())
                .contains(
                        "The thread eventloop-# waited in an event loop (sleep) for 90.0 % of the"
                                + " time: 900 ms in 1 wait, mostly in app.Web.get (App.java:7).");
    }

    @Test
    void whatAnEventLoopWaitsForIsToldToBeInOne() throws IOException {
        String[] read = {"of db:5432", "java.net.Socket.read", "app.Dao.find", NETTY_LOOP};
        JvmStory story = new JvmStory().thread(0, 7, "eventloop-#").vmIsIdle(0);
        story.waits(10, 7, "network", read).goesOn(910, 7, 0);
        assertThat(Run.of("summary", story.end(1000, folder)).outText())
                .contains("waited for the server db:5432 in an event loop for 90.0 % of the time");
    }

    /** Nobody knows what they wait for, but who makes them go on. */
    @Test
    void whoAreWokenByTheirOwnKindWaitForEachOther() throws IOException {
        String[] row = {"java.lang.Object.wait", "db.Row.await", "app.Teller.pay"};
        JvmStory story = new JvmStory().vmIsIdle(0);
        story.thread(0, 7, "teller-#").thread(0, 8, "teller-#");
        story.waits(10, 7, "sync (Object.wait)", row)
                .waits(20, 8, "sleep", "java.lang.Thread.sleep", "app.Teller.think")
                .goesOn(700, 8, 0)
                .goesOn(710, 7, 8);
        assertThat(Run.of("summary", story.end(1000, folder)).outText())
                .contains(
                        "2 threads of teller-# waited for each other for 35.0 % of the time: 700 ms"
                                + " in 1 wait, mostly in db.Row.await (App.java:7) (meanwhile sleep"
                                + " 97 % in app.Teller.think (App.java:7)).");
    }

    /** Who has nothing to do waits in a loop of few methods, whoever gives it something. */
    @Test
    void whoWaitsDeepInItsWorkForAnotherPoolIsTold() throws IOException {
        assertThat(waitsForCompiler("c.Tasks.remove", "c.Batch.next", "c.Batch.all", "c.Main.work"))
                .contains(
                        "The thread main waited for other threads for 40.0 % of the time: 400 ms in"
                                + " 10 waits, mostly in c.Tasks.remove (App.java:7), mostly ended by"
                                + " compiler (meanwhile running 100 %).");
        assertThat(waitsForCompiler("c.Tasks.remove")).contains("Nothing stands out.");
    }

    private String waitsForCompiler(String... methods) throws IOException {
        JvmStory story = new JvmStory().vmIsIdle(0).thread(0, 7, "main").thread(0, 8, "compiler");
        List<String> frames = new ArrayList<>(List.of("java.lang.Object.wait"));
        frames.addAll(List.of(methods));
        frames.add("c.Main.main");
        for (int i = 0; i < 10; i++) {
            story.waits(100 + 80 * i, 7, "sync (Object.wait)", frames.toArray(String[]::new))
                    .goesOn(140 + 80 * i, 7, 8);
        }
        return Run.of("summary", story.end(1000, folder)).outText();
    }

    /** Of threads without names one is idle now and then, and another waits for something else. */
    @Test
    void threadsWithoutNamesAreNoPool() throws IOException {
        assertThat(waitsBesideAnIdleOne("Thread-#", "app.Streamer.run")).contains("Nothing stands");
        assertThat(
                        waitsBesideAnIdleOne(
                                "Thread-#", "app.Worker.lambda$start$1", "app.Worker$$Lambda.run"))
                .contains("Nothing stands");
        assertThat(
                        waitsBesideAnIdleOne(
                                "Thread-#", "app.Streamer.send", "app.Worker.lambda$start$0"))
                .contains("2 threads of Thread-# waited during tasks (sync (Object.wait)");
        assertThat(waitsBesideAnIdleOne("stream-#", "app.Streamer.run"))
                .contains("2 threads of stream-# waited during tasks (sync (Object.wait)");
        assertThat(
                        waitsBesideAnIdleOne(
                                "Thread-#",
                                "app.Streamer.send",
                                "java.util.concurrent.ThreadPoolExecutor.runWorker"))
                .contains("2 threads of Thread-# waited during tasks (sync (Object.wait)");
    }

    private String waitsBesideAnIdleOne(String name, String... methods) throws IOException {
        List<String> frames = new ArrayList<>(List.of("java.lang.Object.wait"));
        frames.addAll(List.of(methods));
        JvmStory story = new JvmStory().vmIsIdle(0).thread(0, 7, name).thread(0, 8, name);
        story.waits(10, 7, "sync (Object.wait)", frames.toArray(String[]::new))
                .waits(
                        20,
                        8,
                        PARK,
                        "java.util.concurrent.LinkedBlockingQueue.take",
                        "app.Worker.lambda$start$0",
                        "app.Worker$$Lambda.run")
                .goesOn(900, 7, 0)
                .goesOn(910, 8, 0);
        return Run.of("summary", story.end(1000, folder)).outText();
    }

    @Test
    void childrenAreToldOfWhereTheyAreMany() throws IOException {
        assertThat(waitsForChildren(10))
                .contains(
                        "The thread build waited for other processes to end for 50.0 % of the time:"
                                + " 500 ms in 10 waits, mostly in app.Build.compile (App.java:7).");
        assertThat(waitsForChildren(5)).contains("Nothing stands out.");
    }

    private String waitsForChildren(int count) throws IOException {
        JvmStory story = new JvmStory().vmIsIdle(0).thread(0, 7, "build");
        for (int i = 0; i < count; i++) {
            story.waits(
                            10 + 60 * i,
                            7,
                            "sync (Object.wait)",
                            "java.lang.ProcessImpl.waitFor",
                            "app.Build.compile")
                    .goesOn(60 + 60 * i, 7, 0);
        }
        return Run.of("summary", story.end(1000, folder)).outText();
    }

    @Test
    void aPoolThatLendsIsToldWithWhoBorrows() throws IOException {
        JvmStory story =
                new JvmStory()
                        .thread(0, 7, "web-#")
                        .vmIsIdle(0)
                        .waits(
                                10,
                                7,
                                PARK,
                                "of java.util.concurrent.SynchronousQueue$TransferQueue",
                                "java.util.concurrent.SynchronousQueue.poll",
                                "com.zaxxer.hikari.util.ConcurrentBag.borrow",
                                "com.zaxxer.hikari.HikariDataSource.getConnection",
                                "app.Dao.find")
                        .goesOn(510, 7, 0);
        assertThat(Run.of("summary", story.end(1000, folder)).outText())
                .contains(
                        "The thread web-# waited for a connection from a pool (com.zaxxer.hikari)"
                                + " for 50.0 % of the time: 500 ms in 1 wait, mostly in app.Dao.find"
                                + " (App.java:7).");
    }
}
