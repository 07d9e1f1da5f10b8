// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.restauro.engine.weights.StateDict;
import org.restauro.training.checkpoint.Persistent;

/**
 * Keeps what is trained whenever a value of the log is better than ever before. A value that is
 * measured in single steps is {@linkplain #offer offered} in these; others count in the lines of
 * the log.
 */
public final class BestKeeping implements TickListener, Persistent {
    /** Keeps what is trained, as it is now. */
    @FunctionalInterface
    public interface Keeper {
        /**
         * Called when it is the best so far.
         *
         * @param images seen
         */
        void keep(long images) throws IOException;
    }

    private final String metric;
    private final EarlyStop.Better better;
    private final Keeper keeper;
    private boolean offered;
    private double best = Double.NaN;
    private long bestImages = -1;

    /**
     * Watches a value.
     *
     * @param metric its name, such as {@code Valid/fid}
     */
    public BestKeeping(String metric, EarlyStop.Better better, Keeper keeper) {
        this.metric = metric;
        this.better = better;
        this.keeper = keeper;
    }

    /**
     * A value that was measured just now.
     *
     * @param name of the value; others than the one watched are not regarded
     */
    public void offer(String name, double value, long images) throws IOException {
        if (name.equals(metric)) {
            offered = true;
            judge(value, images);
        }
    }

    @Override
    public void tick(TickRow row) throws IOException {
        if (!offered) {
            judge(row.value(metric), row.images());
        }
    }

    private void judge(double value, long images) throws IOException {
        boolean improved = better == EarlyStop.Better.LOWER ? value < best : value > best;
        if (Double.isFinite(value) && (Double.isNaN(best) || improved)) {
            best = value;
            bestImages = images;
            keeper.keep(images);
        }
    }

    /** The best value so far; not a number before the first. */
    public double best() {
        return best;
    }

    @Override
    public String name() {
        return "best";
    }

    @Override
    public ObjectNode numbers() {
        ObjectNode numbers = JsonNodeFactory.instance.objectNode();
        if (!Double.isNaN(best)) {
            numbers.put("best", best).put("images", bestImages);
        }
        return numbers.put("offered", offered);
    }

    @Override
    public void restore(StateDict tensors, JsonNode numbers) {
        Kept kept = new Kept(name(), numbers);
        best = kept.number("best", Double.NaN);
        bestImages = (long) kept.number("images", -1);
        offered = numbers.path("offered").asBoolean();
    }
}
