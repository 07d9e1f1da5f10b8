// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.restauro.engine.weights.StateDict;
import org.restauro.training.Controller;
import org.restauro.training.TrainingRun;
import org.restauro.training.checkpoint.Persistent;

/**
 * Ends a run whose value no longer improves.
 *
 * <p>It is a listener of the log, which tells it the value, and a controller, which ends the run in
 * the step of that line. Lines without the value do not count.
 */
public final class EarlyStop implements Controller, TickListener, Persistent {
    /** Which way is better. */
    public enum Better {
        /** Such as PSNR. */
        HIGHER,
        /** Such as a loss. */
        LOWER
    }

    private final String value;
    private final Better better;
    private final int patience;
    private double best = Double.NaN;
    private int since;

    /**
     * A rule to stop by.
     *
     * @param value its name in the log, such as {@link Evaluation#PSNR_HOLE}
     * @param patience the run ends after so many lines with the value, but without a better one; 1
     *     or more
     */
    public EarlyStop(String value, Better better, int patience) {
        if (patience < 1) {
            throw new IllegalArgumentException(
                    "An early stop has a patience of "
                            + patience
                            + " ticks; 1 or more would be right.");
        }
        this.value = value;
        this.better = better;
        this.patience = patience;
    }

    @Override
    public Priority priority() {
        return Priority.LAST;
    }

    @Override
    public void tick(TickRow row) {
        Double now = row.values().get(value);
        if (now == null) {
            return;
        }
        boolean improved =
                Double.isNaN(best) && !now.isNaN()
                        || (better == Better.HIGHER ? now > best : now < best);
        if (improved) {
            best = now;
            since = 0;
        } else {
            since++;
        }
    }

    @Override
    public void afterStep(TrainingRun run) {
        if (since >= patience) {
            run.stop(
                    String.format(
                            Locale.ROOT,
                            "%s has not improved in %d ticks; its best value is %s.",
                            value,
                            since,
                            Spoken.number(best)));
        }
    }

    /** The best value so far; not a number if there was none. */
    public double best() {
        return best;
    }

    @Override
    public String name() {
        return "early_stop";
    }

    @Override
    public ObjectNode numbers() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("best", Double.toString(best)) // text: it may be no number
                .put("since", since);
    }

    @Override
    public void restore(StateDict tensors, JsonNode numbers) {
        Kept kept = new Kept(name(), numbers);
        best = kept.number("best", Double.NaN);
        since = (int) kept.number("since", 0);
    }
}
