// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.mat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Threads that compute the samples of a batch side by side, where one sample cannot use them. */
final class SampleWorkers implements AutoCloseable {
    /** Samples computed at the same time. */
    static final int THREADS = Math.min(16, Runtime.getRuntime().availableProcessors());

    private final ExecutorService pool =
            Executors.newFixedThreadPool(
                    THREADS,
                    task -> {
                        Thread thread = new Thread(task, "restauro-paint");
                        thread.setDaemon(true);
                        return thread;
                    });

    /**
     * Calls the task with 0 to n - 1 and waits for all.
     *
     * @throws RuntimeException what a task threw; the others are finished all the same
     */
    void each(int n, IntConsumer task) {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < Math.min(n, THREADS); i++) {
            running.add(
                    pool.submit(
                            () -> {
                                for (int k = next.getAndIncrement();
                                        k < n;
                                        k = next.getAndIncrement()) {
                                    task.accept(k);
                                }
                            }));
        }
        Throwable failure = null;
        boolean interrupted = false;
        for (Future<?> one : running) {
            boolean done = false;
            while (!done) {
                try {
                    one.get();
                    done = true;
                } catch (InterruptedException e) {
                    interrupted = true; // what runs is short, and its arrays must not outlive us
                    next.set(n);
                } catch (ExecutionException e) {
                    failure = e.getCause();
                    done = true;
                }
            }
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The restoration was interrupted.");
        }
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
