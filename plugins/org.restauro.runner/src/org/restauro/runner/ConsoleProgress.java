// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.PrintWriter;
import org.restauro.models.inpaint.Progress;

/**
 * Progress for people on the error stream: finished things as lines, and on a terminal the running
 * one as a line that is overwritten.
 */
final class ConsoleProgress implements Progress {
    private static final String ERASE_LINE = "\r\u001B[K";

    private final PrintWriter err;
    private final boolean quiet;
    private final boolean terminal;

    ConsoleProgress(PrintWriter err, boolean quiet) {
        this.err = err;
        this.quiet = quiet;
        this.terminal = System.console() != null && !"dumb".equals(System.getenv("TERM"));
    }

    @Override
    public boolean cancelled() {
        return Thread.currentThread().isInterrupted();
    }

    @Override
    public synchronized void step(int done, int total, String message) {
        if (terminal && !quiet) {
            err.print(ERASE_LINE + message);
            err.flush();
        }
    }

    /** Something is finished. */
    synchronized void line(String message) {
        if (!quiet) {
            err.println((terminal ? ERASE_LINE : "") + message);
            err.flush();
        }
    }
}
