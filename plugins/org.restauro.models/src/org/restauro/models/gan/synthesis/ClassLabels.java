// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.synthesis;

import java.util.Arrays;
import org.restauro.models.gan.GeneratorConfig;
import org.restauro.models.gan.LatentSpace;

/** Classes as a generator takes them: (labels), one value a class. */
public final class ClassLabels {
    private ClassLabels() {}

    /**
     * One class.
     *
     * @param index from 0 on
     * @throws IllegalArgumentException if the model has no such class
     */
    public static float[] oneHot(GeneratorConfig config, int index) {
        int labels = config.labelSize();
        if (labels == 0) {
            throw new IllegalArgumentException(
                    "The class "
                            + index
                            + " was asked for, but the model was trained without classes; leave the"
                            + " class out.");
        }
        if (index < 0 || index >= labels) {
            throw new IllegalArgumentException(
                    "The class "
                            + index
                            + " was asked for, but the model has "
                            + labels
                            + " classes; 0 to "
                            + (labels - 1)
                            + " would be right.");
        }
        float[] label = new float[labels];
        label[index] = 1;
        return label;
    }

    /**
     * Checks the class of a row. Latents of a model with classes need one; codes of other spaces
     * have it in themselves.
     *
     * @throws IllegalArgumentException if the model needs a class and none is given, or has none,
     *     or the values do not fit
     */
    static void check(GeneratorConfig config, SynthesisRow row) {
        int labels = config.labelSize();
        float[] label = row.label();
        if (label == null && labels > 0 && row.space() == LatentSpace.Z) {
            throw new IllegalArgumentException(
                    "The model has "
                            + labels
                            + " classes; choose one of 0 to "
                            + (labels - 1)
                            + ".");
        }
        if (label == null) {
            return;
        }
        if (labels == 0) {
            throw new IllegalArgumentException(
                    "A class was given, but the model was trained without classes; leave the class"
                            + " out.");
        }
        if (label.length != labels) {
            throw new IllegalArgumentException(
                    "A class vector of "
                            + label.length
                            + " values was given, but the model has "
                            + labels
                            + " classes; a value for each would be right.");
        }
        for (float v : label) {
            if (!Float.isFinite(v)) {
                throw new IllegalArgumentException(
                        "The class vector " + Arrays.toString(label) + " is not of finite values.");
            }
        }
    }
}
