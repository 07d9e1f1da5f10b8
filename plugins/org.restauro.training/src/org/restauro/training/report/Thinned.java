// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Passes on as many lines of a log as a page can show, evenly spaced, for runs with a line every
 * few steps. Lines that say what others do not, as evaluations do, are always passed on.
 */
public final class Thinned implements TickListener {
    /** More points than a curve on a screen has. */
    private static final long MOST = 4000;

    private final TickListener listener;
    private final long stride;
    private long count;
    private TickRow left;

    /**
     * Listens for another one.
     *
     * @param lines of the whole run
     */
    public Thinned(TickListener listener, long lines) {
        this.listener = listener;
        stride = Math.max(1, lines / MOST);
    }

    private boolean passes(TickRow row) {
        boolean valued = row.values().keySet().stream().anyMatch(n -> n.startsWith("Valid/"));
        return count++ % stride == 0 || valued;
    }

    @Override
    public void begin(List<TickRow> before) throws IOException {
        count = 0;
        List<TickRow> passed = new ArrayList<>();
        before.stream().filter(this::passes).forEach(passed::add);
        listener.begin(passed);
    }

    @Override
    public void tick(TickRow row) throws IOException {
        left = passes(row) ? null : row;
        if (left == null) {
            listener.tick(row);
        }
    }

    @Override
    public void ended(String reason) throws IOException {
        if (left != null) {
            listener.tick(left);
        }
        listener.ended(reason);
    }
}
