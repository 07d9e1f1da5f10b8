// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.parallel;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Where the threads of a round wait for each other; ends for all when one of them is gone. */
final class Rendezvous {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final int threads;
    private int waiting;
    private int meetings;
    private boolean over;

    /** Tells a thread that another one left the round; that one's problem is the one to report. */
    static final class Abandoned extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Abandoned() {
            super("Another part of the step ended while this one waited for it.");
        }
    }

    Rendezvous(int threads) {
        this.threads = threads;
    }

    /**
     * Waits until all threads came.
     *
     * @throws Abandoned if a thread is gone
     */
    void meet() {
        lock.lock();
        try {
            if (over) {
                throw new Abandoned();
            }
            int mine = meetings;
            if (++waiting == threads) {
                waiting = 0;
                meetings++;
                changed.signalAll();
            }
            while (mine == meetings && !over) {
                changed.awaitUninterruptibly();
            }
            if (mine == meetings) {
                throw new Abandoned();
            }
        } finally {
            lock.unlock();
        }
    }

    /** A thread will not come any more; those who wait for it are sent away. */
    void leave() {
        lock.lock();
        try {
            over = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
