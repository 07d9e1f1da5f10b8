// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Work in a thread of its own. Cancelling a node interrupts its thread, which would break off the
 * writing of a checkpoint; here the interrupt becomes a wish to stop that the work asks for.
 */
final class ShieldedRun {

    private final AtomicBoolean stopWanted = new AtomicBoolean();

    /** Whether the calling thread was interrupted; the work asks this now and then. */
    boolean isStopWanted() {
        return stopWanted.get();
    }

    /**
     * Does the work and waits for it to end, also when this thread is interrupted.
     *
     * @param name of the thread
     * @throws Exception what the work threw
     */
    <T> T call(final String name, final Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        while (true) {
            try {
                return task.get();
            } catch (InterruptedException e) {
                stopWanted.set(true);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw (Exception) e.getCause();
            }
        }
    }
}
