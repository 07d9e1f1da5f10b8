// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine;

import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Work that is under way in native code. When the JVM ends, libtorch's own objects are destroyed
 * while other threads may still compute, which crashes the process; so the end waits until nothing
 * is under way, and what begins later is cancelled.
 *
 * <pre>{@code
 * try (NativeWork work = NativeWork.begin()) {
 *     // everything in here is finished before the JVM ends, within a limit
 * }
 * }</pre>
 *
 * <p>Each {@link Pass} is such work; longer ones are for what must come to an orderly end, such as
 * a training run that writes its last checkpoint. Work may be nested.
 */
public final class NativeWork implements AutoCloseable {
    /** How long the end of the JVM is held up at most. */
    private static final long PATIENCE_SECONDS = 60;

    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final Condition IDLE = LOCK.newCondition();
    private static int underWay;
    private static boolean ended;

    private boolean closed;

    private NativeWork() {}

    /**
     * Begins work.
     *
     * @throws CancellationException if the JVM is ending
     */
    public static NativeWork begin() {
        LOCK.lock();
        try {
            if (ended) {
                throw new CancellationException("The program is ending.");
            }
            underWay++;
            return new NativeWork();
        } finally {
            LOCK.unlock();
        }
    }

    /** Lets the end of the JVM wait; called once, when the engine starts. */
    static void holdUpShutdown() {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(NativeWork::awaitIdle, "restauro-native-work"));
    }

    private static void awaitIdle() {
        LOCK.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (underWay > 0 && left > 0) {
                left = IDLE.awaitNanos(left);
            }
            ended = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            LOCK.unlock();
        }
    }

    /** Ends the work; further calls do nothing. */
    @Override
    public void close() {
        LOCK.lock();
        try {
            if (!closed) {
                closed = true;
                underWay--;
                if (underWay == 0) {
                    IDLE.signalAll();
                }
            }
        } finally {
            LOCK.unlock();
        }
    }
}
