// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.published;

import org.restauro.training.config.SettingsTree;

/**
 * How long a run is: {@code total_iters}; where that is 0, {@code total_img}; where both are 0,
 * {@code total_epochs}.
 *
 * @param steps in all, 0 where images or epochs count
 * @param images in all, 0 where steps or epochs count
 * @param epochs in all, 0 where steps or images count
 */
public record RunLength(long steps, long images, long epochs) {
    private static final long MANY = 1L << 40;

    /** Reads the three. */
    public static RunLength of(SettingsTree tree) {
        long steps = tree.whole("total_iters", 0, MANY);
        long images = steps > 0 ? 0 : tree.whole("total_img", 0, MANY);
        long epochs = steps > 0 || images > 0 ? 0 : tree.whole("total_epochs", 0, MANY);
        if (steps + images + epochs == 0) {
            throw tree.wrong("total_img", "how many images the run is to see, 1 or more,");
        }
        return new RunLength(steps, images, epochs);
    }

    /**
     * Steps of a run whose batches have one size; rounded as published.
     *
     * @param batch images of a step, over all devices
     * @param epoch images of an epoch
     */
    public long steps(int batch, long epoch) {
        return steps > 0 ? steps : Math.max(1, (long) ((double) images(epoch) / batch + 0.5));
    }

    /** Images in all; 0 where steps count. */
    public long images(long epoch) {
        return images > 0 ? images : epochs * epoch;
    }
}
