// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A network that paints noise everywhere, known pixels included, from each sample's seed, latent
 * and own pixels alone. It checks its input and remembers what it was asked.
 */
final class FakeNetwork implements InpaintingNetwork {
    private final int builtSize;
    final List<int[]> shapes = new ArrayList<>();
    final List<NoiseMode> modes = new ArrayList<>();
    int forwards;
    int failFrom = Integer.MAX_VALUE;
    boolean closed;

    FakeNetwork(int builtSize) {
        this.builtSize = builtSize;
    }

    @Override
    public int builtSize() {
        return builtSize;
    }

    @Override
    public int latentSize() {
        return 8;
    }

    @Override
    public float[] inpaint(
            float[] images, float[] masks, int n, int height, int width, Sampling sampling) {
        if (forwards + n > failFrom) {
            throw new IllegalStateException("out of memory");
        }
        if (width % builtSize != 0 || height % builtSize != 0) {
            throw new IllegalArgumentException("bad size " + width + " x " + height);
        }
        if (images.length != 3 * n * width * height
                || masks.length != n * width * height
                || sampling.z().length != n * latentSize()
                || sampling.seeds().length != n) {
            throw new IllegalArgumentException("bad lengths");
        }
        forwards += n;
        shapes.add(new int[] {n, height, width});
        modes.add(sampling.noiseMode());
        int plane = width * height;
        float[] out = new float[images.length];
        for (int i = 0; i < n; i++) {
            float zero = 0;
            for (int k = 0; k < latentSize(); k++) {
                zero += sampling.z()[i * latentSize() + k] * (k + 1);
            }
            float mean = 0;
            for (int k = 3 * i * plane; k < 3 * (i + 1) * plane; k++) {
                if (!(images[k] >= -1 && images[k] <= 1)) {
                    throw new IllegalArgumentException("image value " + images[k]);
                }
                mean += images[k] / plane;
            }
            for (int k = i * plane; k < (i + 1) * plane; k++) {
                if (masks[k] != 0 && masks[k] != 1) {
                    throw new IllegalArgumentException("mask value " + masks[k]);
                }
            }
            Random random =
                    new Random(sampling.seeds()[i] * 31 + Float.floatToIntBits(zero + mean));
            for (int k = 3 * i * plane; k < 3 * (i + 1) * plane; k++) {
                out[k] = random.nextFloat() * 3 - 1.5f;
            }
        }
        return out;
    }

    @Override
    public void close() {
        closed = true;
    }
}
