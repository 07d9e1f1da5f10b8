// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.restauro.engine.Torch;
import org.restauro.engine.TorchDevice;
import org.restauro.engine.nn.Parameter;

/**
 * The buffer {@code lod} of a growing network, and what a level does at its value: level k, counted
 * from the full size, is computed below k + 1, and fades in between k + 1 and k.
 */
final class LevelOfDetail {
    private final Parameter buffer;
    private final int levels;

    LevelOfDetail(Parameter buffer, int levels) {
        this.buffer = buffer;
        this.levels = levels;
    }

    double get() {
        return check(buffer.array().toFloatArray()[0], levels);
    }

    void set(double lod) {
        check(lod, levels);
        try (NDManager manager = Torch.newManager(TorchDevice.CPU);
                NDArray value = manager.create((float) lod)) {
            buffer.assign(value);
        }
    }

    private static double check(double lod, int levels) {
        if (!(lod >= 0 && lod <= levels)) {
            throw new IllegalArgumentException(
                    "The level of detail is " + lod + "; 0 to " + levels + " would be right.");
        }
        return lod;
    }
}
