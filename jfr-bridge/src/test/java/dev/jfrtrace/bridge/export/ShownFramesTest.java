package dev.jfrtrace.bridge.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.encoder.read.StackFrame;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShownFramesTest {
    @ParameterizedTest
    @CsvSource({
        "java.util.concurrent.ThreadPoolExecutor.getTask, true",
        "java.util.concurrent.ForkJoinPool.awaitWork, true",
        "jdk.jfr.internal.PlatformRecorder.periodicTask, true",
        "java.lang.ref.ReferenceQueue.remove0, true",
        "java.lang.ref.Reference$ReferenceHandler.run, true",
        "org.eclipse.jetty.util.thread.QueuedThreadPool$Runner.idleJobPoll, true",
        "org.eclipse.jetty.util.thread.ReservedThreadExecutor$ReservedThread.waitForTask, true",
        "org.eclipse.jetty.util.thread.ReservedThreadExecutor$ReservedThread.reservedWait, true",
        "com.mongodb.internal.connection.DefaultServerMonitor$RoundTripTimeMonitor.run, true",
        "okhttp3.internal.concurrent.TaskRunner.awaitTaskToRun, true",
        "datadog.okhttp3.ConnectionPool$1.run, true",
        "okhttp3.ConnectionPool.get, false",
        "datadog.okio.AsyncTimeout.awaitTimeout, true",
        "okio.AsyncTimeout$Companion.awaitTimeout, true",
        "java.util.TimerThread.mainLoop, true",
        "java.awt.EventQueue.getNextEvent, true",
        "app.java.awt.EventQueue.getNextEvents, false",
        "sun.awt.AWTAutoShutdown.run, true",
        "sun.java2d.d3d.D3DScreenUpdateManager.run, true",
        "com.sun.media.sound.EventDispatcher.dispatchEvents, true",
        "org.eclipse.osgi.framework.eventmgr.EventManager$EventThread.getNextEvent, true",
        "org.eclipse.core.internal.jobs.WorkerPool.sleep, true",
        "org.eclipse.core.internal.jobs.WorkerPool.startJob, false",
        "com.mongodb.connection.DefaultServerMonitor$ServerMonitorRunnable.run, true",
        "org.jboss.threads.EnhancedQueueExecutor$PoolThreadNode.park, true",
        "kotlinx.coroutines.scheduling.CoroutineScheduler$Worker.park, true",
        "java.util.concurrent.DelayScheduler.loop, true",
        "sun.nio.ch.Net.accept, true",
        "sun.nio.ch.ServerSocketChannelImpl.implAccept, true",
        "java.net.ServerSocket.accept, true",
        "sun.nio.ch.SelectorImpl.select, true",
        "sun.nio.ch.EPoll.wait, true",
        "io.netty.channel.epoll.Native.epollWait, true",
        "io.netty.channel.kqueue.Native.keventWait, true",
        "io.netty.channel.uring.Native.ioUringEnter, true",
        "org.apache.catalina.core.StandardServer.await, true",
        "com.sun.media.sound.DirectAudioDevice$DirectClip.run, true",
        "org.apache.felix.scr.impl.ComponentActorThread.run, true",
        "com.lmax.disruptor.BlockingWaitStrategy.waitFor, true",
        "org.apache.logging.log4j.core.async.TimeoutBlockingWaitStrategy.waitFor, true",
        "com.lmax.disruptor.ProcessingSequenceBarrier.waitFor, false",
        "org.agrona.concurrent.BackoffIdleStrategy.idle, true",
        "app.RetryWaitStrategy.waitFor, false",
        "org.agrona.concurrent.BackoffIdleStrategy.reset, false",
        "io.netty.util.HashedWheelTimer$Worker.waitForNextTick, true",
        "io.netty.util.HashedWheelTimer$Worker.run, false",
        "org.apache.pekko.actor.LightArrayRevolverScheduler.waitNanos, true",
        "org.elasticsearch.threadpool.ThreadPool$CachedTimeThread.run, true",
        "io.netty.util.concurrent.SingleThreadEventExecutor.takeTask, true",
        "org.apache.activemq.FifoMessageDispatchChannel.dequeue, true",
        "org.apache.activemq.artemis.core.client.impl.ClientConsumerImpl.receive, true",
        "org.quartz.simpl.SimpleThreadPool$WorkerThread.run, true",
        "org.quartz.core.QuartzSchedulerThread.run, true",
        "kotlinx.coroutines.DefaultExecutor.run, true",
        "com.hazelcast.collection.impl.queue.QueueProxyImpl.take, true",
        "com.hazelcast.jet.impl.execution.TaskletExecutionService$CooperativeWorker.run, true",
        "com.mchange.v2.async.ThreadPoolAsynchronousRunner$PoolThread.run, true",
        "org.apache.kafka.queue.KafkaEventQueue$EventHandler.handleEvents, true",
        "org.apache.kafka.raft.internals.BlockingMessageQueue.poll, true",
        "okio.AsyncTimeout$Companion.awaitTimeout$okio, true",
        "sun.net.www.http.KeepAliveCache.run, true",
        "sun.nio.fs.LinuxWatchService$Poller.run, true",
        "sun.nio.fs.AbstractWatchService.take, true",
        "sun.nio.ch.Poller.subPollerLoop, true",
        "io.netty.util.concurrent.SingleThreadEventExecutor.confirmShutdown, true",
        "org.neo4j.io.pagecache.impl.muninn.MuninnPageCache.parkUntilEvictionRequired, true",
        "org.neo4j.kernel.impl.scheduler.TimeBasedTaskScheduler.run, true",
        "org.apache.hadoop.ipc.CallQueueManager.take, true",
        "org.apache.hadoop.ipc.Client$Connection.waitForWork, true",
        "app.Crew.awaitNextJob, true",
        "app.Crew.waitForJob, false",
        "app.Crew.awaitNext, false",
        "app.SelectorImpl.selected, false",
        "java.util.concurrent.ThreadPoolExecutor.awaitTermination, false",
        "java.util.concurrent.LinkedBlockingQueue.take, false",
        "org.example.CoroutineScheduler$Worker.run, false"
    })
    void anIdleWorkerIsKnownByWhereItWaits(String method, boolean isIdle) {
        List<StackFrame> frames =
                List.of(
                        new StackFrame(1, "java.util.concurrent.locks.LockSupport.park", "", 1),
                        new StackFrame(2, method, "", 2),
                        new StackFrame(3, "java.lang.Thread.run", "", 3));
        assertThat(ShownFrames.isIdle(frames)).isEqualTo(isIdle);
    }

    /** It calls its tasks itself. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.quartz.simpl.SimpleThreadPool$WorkerThread.run",
                "java.util.TimerThread.mainLoop",
                "com.sun.media.sound.EventDispatcher.dispatchEvents",
                "org.apache.felix.scr.impl.ComponentActorThread.run"
            })
    void aWorkerThatRunsATaskIsNotIdle(String worker) {
        List<StackFrame> frames =
                List.of(
                        new StackFrame(1, "java.lang.Thread.sleep", "", 1),
                        new StackFrame(2, "app.Job.execute", "", 2),
                        new StackFrame(3, worker, "", 3));
        assertThat(ShownFrames.isIdle(frames)).isFalse();
    }

    /** There is a task then, and many workers want it. */
    @ParameterizedTest
    @CsvSource({
        "java.util.concurrent.locks.ReentrantLock$NonfairSync, false",
        "java.util.concurrent.locks.ReentrantReadWriteLock$FairSync, false",
        "java.util.concurrent.locks.StampedLock, false",
        "java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionNode, true"
    })
    void whoWaitsForTheLockOfAQueueIsNotIdle(String awaited, boolean isIdle) {
        List<StackFrame> frames =
                List.of(
                        new StackFrame(1, awaited, "", 0),
                        new StackFrame(2, "java.util.concurrent.ArrayBlockingQueue.take", "A", 4),
                        new StackFrame(
                                3, "java.util.concurrent.ThreadPoolExecutor.getTask", "T", 9));
        assertThat(ShownFrames.isIdle(frames)).isEqualTo(isIdle);
    }

    /** It stands where the thread waits, and is no place in the program. */
    @Test
    void theClassThatIsWaitedForIsToldFromFrames() {
        StackFrame lock = new StackFrame(1, "app.Lock", "", 0);
        StackFrame own = new StackFrame(2, "app.Work.run", "Work.java", 7);
        StackFrame unsafe = new StackFrame(3, "jdk.internal.misc.Unsafe.park", "Unsafe.java", 0);
        StackFrame go = new StackFrame(4, "runtime.gopark", "proc.go", 400);

        assertThat(ShownFrames.awaited(List.of(lock, own))).isEqualTo("app.Lock");
        assertThat(ShownFrames.of(List.of(lock, own))).containsExactly(own);
        assertThat(ShownFrames.awaited(List.of(unsafe, own))).isEmpty();
        assertThat(ShownFrames.awaited(List.of(go, own))).isEmpty();
        assertThat(ShownFrames.awaited(List.of(lock))).isEmpty();
        assertThat(ShownFrames.awaited(List.of())).isEmpty();
    }

    /** How it waits is the same everywhere, but where it is the JDK's own thread that waits. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.awt.EventQueue.getNextEvent java.awt.EventDispatchThread.run",
                "sun.awt.AWTAutoShutdown.run java.lang.Thread.run",
                "sun.awt.AWTAutoShutdown.run java.lang.Thread.runWith java.lang.Thread.run"
            })
    void whereTheJdksOwnThreadsWaitIsTold(String who) {
        String wait =
                "jdk.internal.misc.Unsafe.park"
                        + " java.util.concurrent.ForkJoinPool.unmanagedBlock"
                        + " java.util.concurrent.ForkJoinPool.managedBlock"
                        + " java.util.concurrent.locks.AbstractQueuedSynchronizer$Node.await ";
        List<StackFrame> stack =
                Stream.of((wait + who).split(" ")).map(ShownFramesTest::frame).toList();
        assertThat(ShownFrames.of(stack).get(0).function()).isEqualTo(who.split(" ")[0]);
    }

    /** Who made a text by {@code +}, or called through a lambda, is told, and not the glue. */
    @Test
    void whatStandsInNoSourceIsPassedOver() {
        StackFrame holder = frame("java.lang.invoke.Invokers$Holder.linkToTargetMethod");
        StackFrame form = frame("java.lang.invoke.LambdaForm$MH+0x00000008000d1800.42.invoke");
        StackFrame own = frame("app.Work.lambda$run$0");
        StackFrame lambda = frame("app.Work$$Lambda/0x00000008010a2b30.run");
        StackFrame older = frame("app.Work$$Lambda.run");
        StackFrame caller = frame("app.Pool.work");

        assertThat(ShownFrames.of(List.of(holder, form, own, lambda, older, caller)))
                .containsExactly(own, caller);
        assertThat(ShownFrames.own(List.of(lambda, caller))).isEqualTo(caller);
        assertThat(ShownFrames.of(List.of(lambda, older))).containsExactly(lambda, older);
    }

    /** It is the same test, whether or not the JVM has made a class to call it by. */
    @Test
    void howAMethodIsCalledByReflectionIsPassedOver() {
        StackFrame sleep = frame("java.lang.Thread.sleep");
        StackFrame test = frame("app.PriceTest.rounds");
        StackFrame made = frame("jdk.internal.reflect.GeneratedMethodAccessor#.invoke");
        StackFrame invoke = frame("java.lang.reflect.Method.invoke");
        StackFrame runner = frame("org.junit.Runner.run");
        assertThat(ShownFrames.of(List.of(sleep, test, made, invoke, runner)))
                .containsExactly(sleep, test, runner);
        assertThat(ShownFrames.of(List.of(invoke, runner))).containsExactly(invoke, runner);
    }

    private static StackFrame frame(String function) {
        return new StackFrame(1, function, "Work.java", 7);
    }

    @ParameterizedTest
    @CsvSource({
        "java.util.concurrent.FutureTask.get, false",
        "kotlinx.coroutines.BlockingCoroutine.joinBlocking, false",
        "kotlin.concurrent.ThreadsKt$thread$thread$1.run, false",
        "scala.util.DynamicVariable.withValue, false",
        "clojure.core$deref.invokeStatic, false",
        "clojure.lang.Reflector.invokeMatchingMethod, false",
        "shop.core$producer.invokeStatic, true",
        "groovy.lang.MetaMethod.doMethodInvoke, false",
        "org.codehaus.groovy.vmplugin.v8.IndyInterface.fromCache, false",
        "org.jruby.RubyThread.executeTask, false",
        "jakarta.servlet.http.HttpServlet.service, false",
        "scalability.Test.run, true",
        "net.example.game.World.tick, true",
        "io.netty.util.concurrent.DefaultPromise.await, false",
        "io.vertx.core.impl.ContextImpl.emit, false",
        "io.example.shop.Orders.place, true",
        "os.lib.Path.read, true",
        "javax2.Foo.bar, true",
        "io.ReadFull, false",
        "net.(*conn).Read, false",
        "net/http.(*conn).serve.func1.1, false",
        "internal/poll.(*FD).Read, false",
        "sync.(*Map[go.shape.int]).Load.func2, false",
        "io.Copy.func1, false",
        "net.IP.String, false",
        "runtime.chanrecv1, false",
        "runtime.mapaccess1[...], false",
        "network.Dial, true",
        "main.main, true"
    })
    void whatIsOfThePlatformIsNotTheProgramsOwn(String function, boolean isOwn) {
        assertThat(ShownFrames.isOwn(new StackFrame(1, function, "File", 7))).isEqualTo(isOwn);
    }
}
