// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.features;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Runs tasks on a few threads ahead of the one that takes their results, in order. At most a window
 * of results waits at any time. Belongs to the taking thread, which closes it.
 *
 * @param <T> what a task gives
 */
public final class ReadAhead<T> implements AutoCloseable {
    private static final int SECONDS_TO_FINISH = 60;

    private final ExecutorService pool;
    private final Iterator<? extends Callable<T>> tasks;
    private final Deque<Future<T>> ahead = new ArrayDeque<>();
    private final int window;
    private boolean finished;

    /** Starts the first tasks. */
    public ReadAhead(int threads, int window, Iterator<? extends Callable<T>> tasks) {
        this.window = window;
        this.tasks = tasks;
        pool =
                Executors.newFixedThreadPool(
                        threads,
                        task -> {
                            Thread thread = new Thread(task, "reading ahead");
                            thread.setDaemon(true);
                            return thread;
                        });
        fill();
    }

    private void fill() {
        while (tasks.hasNext() && ahead.size() < window) {
            ahead.add(pool.submit(tasks.next()));
        }
    }

    /** Whether results are left. */
    public boolean hasNext() {
        finished = ahead.isEmpty();
        return !finished;
    }

    /**
     * The next result.
     *
     * @throws IOException if its task failed or the thread was interrupted
     */
    public T next() throws IOException {
        Future<T> first = ahead.remove();
        fill();
        try {
            return first.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Scoring was interrupted.");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            if (e.getCause() instanceof RuntimeException runtime) {
                throw runtime;
            }
            throw new IOException("A picture could not be read: " + e.getCause(), e.getCause());
        }
    }

    /** Runs something whose result nobody waits for, before this is closed. */
    void background(Runnable task) {
        pool.execute(task);
    }

    /** Ends the threads; background tasks are finished if all results were taken. */
    @Override
    public void close() {
        if (!finished) {
            pool.shutdownNow();
            return;
        }
        pool.shutdown();
        try {
            if (!pool.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            pool.shutdownNow();
        }
    }
}
