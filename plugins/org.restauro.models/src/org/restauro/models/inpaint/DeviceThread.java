// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one thread on which a network computes, so that its caller prepares the next input meanwhile.
 * It ends by itself when it has had nothing to do for a while.
 */
final class DeviceThread {
    private static final int SECONDS_IDLE = 5;

    private final ThreadPoolExecutor executor;

    DeviceThread() {
        executor =
                new ThreadPoolExecutor(
                        1,
                        1,
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

    /** Waits until the work has ended somehow; null is no work. */
    static void settle(Future<float[]> work) {
        try {
            if (work != null) {
                await(work);
            }
        } catch (RuntimeException | Error e) {
            // told to whoever waited for the result
            System.getLogger(DeviceThread.class.getName())
                    .log(System.Logger.Level.DEBUG, e.toString());
        }
    }
}
