// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.session;

import java.util.List;
import org.restauro.training.report.Budget;
import org.restauro.training.report.ProgressLine;
import org.restauro.training.report.TickListener;
import org.restauro.training.report.TickRow;

/** Tells an observer each tick. */
public final class ProgressTeller implements TickListener {
    private final Budget budget;
    private final TrainingObserver observer;
    private final ProgressLine line;
    private String text = "";

    /** Connects them; the budget says how far a run is. */
    public ProgressTeller(Budget budget, TrainingObserver observer) {
        this.budget = budget;
        this.observer = observer;
        line = new ProgressLine(budget, written -> text = written);
    }

    @Override
    public void begin(List<TickRow> before) {
        line.begin(before);
    }

    @Override
    public void tick(TickRow row) {
        line.tick(row);
        observer.progress(
                new TrainingProgress(row, text, budget.share(row), line.secondsLeft(row)));
    }
}
