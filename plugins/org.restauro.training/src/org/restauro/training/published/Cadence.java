// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.published;

import org.restauro.training.TrainingRun;
import org.restauro.training.config.SettingsTree;

/**
 * When a controller acts: every n steps, every n epochs, after the first and after the last step.
 * It follows from the run alone, so a run that was resumed acts in the same steps; in the published
 * program the first step of each start counts as a first one.
 *
 * @param steps from one time to the next, 0 for never
 * @param images from one time to the next, 0 for never
 * @param first whether it acts after the first step of the run
 * @param last the run's last step, after which it acts
 */
public record Cadence(long steps, long images, boolean first, long last) {
    private static final long MANY = 1L << 40;

    /**
     * Reads {@code every_n_iters}, {@code every_n_epochs} and {@code first_iter}.
     *
     * @param group such as {@code controllers.Snapshoter}
     * @param epoch images of an epoch
     * @param last the run's last step
     */
    public static Cadence of(SettingsTree tree, String group, long epoch, long last) {
        long epochs = Math.max(0, tree.whole(group + ".every_n_epochs", -1, MANY));
        return new Cadence(
                Math.max(0, tree.whole(group + ".every_n_iters", -1, MANY)),
                epochs * epoch,
                tree.flag(group + ".first_iter"),
                last);
    }

    /** Whether it acts after the step that was just done. */
    public boolean isDue(TrainingRun run) {
        long seen = run.images();
        boolean epochEnded = images > 0 && seen / images > (seen - run.batchSize()) / images;
        return steps > 0 && run.step() % steps == 0
                || epochEnded
                || first && run.step() == 1
                || run.step() == last;
    }
}
