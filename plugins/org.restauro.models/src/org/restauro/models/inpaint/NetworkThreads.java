// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which a network computes, so that its caller prepares the next input meanwhile.
 * They end by themselves when they have had nothing to do for a while.
 */
final class NetworkThreads {
    private static final int SECONDS_IDLE = 5;

    private final ThreadPoolExecutor executor;

    /**
     * Threads for a network.
     *
     * @param calls how many may run at the same time
     */
    NetworkThreads(int calls) {
        executor =
                new ThreadPoolExecutor(
                        calls,
                        calls,
                        SECONDS_IDLE,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        task -> {
                            Thread thread = new Thread(task, "restauro-network");
                            thread.setDaemon(true);
                            return thread;
                        });
        executor.allowCoreThreadTimeOut(true);
    }

    /** How many calls may run at the same time. */
    int calls() {
        return executor.getMaximumPoolSize();
    }

    Future<float[]> submit(Callable<float[]> work) {
        return executor.submit(work);
    }

    /**
     * Waits, through interruptions, which stay noted.
     *
     * @throws RuntimeException what the work threw
     */
    static float[] await(Future<float[]> work) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return work.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof Error error) {
                        throw error;
                    }
                    throw (RuntimeException) e.getCause();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits until the work has ended somehow. */
    static void settle(Future<float[]> work) {
        try {
            await(work);
        } catch (RuntimeException | Error e) {
            // told to whoever waited for the result
            System.getLogger(NetworkThreads.class.getName())
                    .log(System.Logger.Level.DEBUG, e.toString());
        }
    }
}
