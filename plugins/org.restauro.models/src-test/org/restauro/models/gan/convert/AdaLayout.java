// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.convert;

import java.util.Arrays;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;

/**
 * State dictionaries as StyleGAN2-ADA for PyTorch names and orders them, filled from one stream of
 * the generator of the golden values.
 */
final class AdaLayout {
    private static final int START = 4;
    private static final float[] TAPS = {1 / 8f, 3 / 8f, 3 / 8f, 1 / 8f};

    private final StateDict dict = new StateDict();
    private long state;

    private AdaLayout(long seed) {
        state = seed;
    }

    /** A generator without classes whose levels all have the same channels. */
    static StateDict generator(int resolution, int channels, int mappingLayers, long seed) {
        return generator(resolution, channels, mappingLayers, 0, seed);
    }

    static StateDict generator(
            int resolution, int channels, int mappingLayers, int labels, long seed) {
        AdaLayout layout = new AdaLayout(seed);
        for (int side = START; side <= resolution; side *= 2) {
            String block = "synthesis.b" + side + ".";
            if (side == START) {
                layout.put(block + "const", channels, START, START);
            }
            layout.filter(block);
            if (side > START) {
                layout.style(block + "conv0.", channels, side);
            }
            layout.style(block + "conv1.", channels, side);
            layout.put(block + "torgb.weight", 3, channels, 1, 1);
            layout.put(block + "torgb.bias", 3);
            layout.put(block + "torgb.affine.weight", channels, channels);
            layout.put(block + "torgb.affine.bias", channels);
        }
        layout.put("mapping.w_avg", channels);
        if (labels > 0) {
            layout.put("mapping.embed.weight", channels, labels);
            layout.put("mapping.embed.bias", channels);
        }
        for (int i = 0; i < mappingLayers; i++) {
            int in = i == 0 && labels > 0 ? 2 * channels : channels;
            layout.put("mapping.fc" + i + ".weight", channels, in);
            layout.put("mapping.fc" + i + ".bias", channels);
        }
        return layout.dict;
    }

    /** A residual discriminator without classes. */
    static StateDict discriminator(int resolution, int channels, long seed) {
        return discriminator(resolution, channels, 0, 0, seed);
    }

    /** A residual discriminator, with so many layers that map an embedded label. */
    static StateDict discriminator(
            int resolution, int channels, int labels, int mappingLayers, long seed) {
        AdaLayout layout = new AdaLayout(seed);
        for (int side = resolution; side > START; side /= 2) {
            String block = "b" + side + ".";
            layout.filter(block);
            if (side == resolution) {
                layout.conv(block + "fromrgb.", 3, channels, 1, true);
            }
            layout.conv(block + "conv0.", channels, channels, 3, true);
            layout.conv(block + "conv1.", channels, channels, 3, true);
            layout.conv(block + "skip.", channels, channels, 1, false);
        }
        if (labels > 0) {
            layout.put("mapping.embed.weight", channels, labels);
            layout.put("mapping.embed.bias", channels);
            for (int i = 0; i < mappingLayers; i++) {
                layout.put("mapping.fc" + i + ".weight", channels, channels);
                layout.put("mapping.fc" + i + ".bias", channels);
            }
        }
        layout.conv("b4.conv.", channels + 1, channels, 3, true);
        layout.put("b4.fc.weight", channels, channels * START * START);
        layout.put("b4.fc.bias", channels);
        layout.put("b4.out.weight", labels > 0 ? channels : 1, channels);
        layout.put("b4.out.bias", labels > 0 ? channels : 1);
        return layout.dict;
    }

    private void style(String layer, int channels, int side) {
        put(layer + "weight", channels, channels, 3, 3);
        put(layer + "noise_strength");
        put(layer + "bias", channels);
        filter(layer);
        put(layer + "noise_const", side, side);
        put(layer + "affine.weight", channels, channels);
        put(layer + "affine.bias", channels);
    }

    private void conv(String layer, int in, int out, int kernel, boolean biased) {
        put(layer + "weight", out, in, kernel, kernel);
        if (biased) {
            put(layer + "bias", out);
        }
        filter(layer);
    }

    private void filter(String owner) {
        float[] values = new float[START * START];
        for (int i = 0; i < values.length; i++) {
            values[i] = TAPS[i / START] * TAPS[i % START];
        }
        dict.put(owner + "resample_filter", TensorData.of(values, START, START));
    }

    private void put(String name, long... shape) {
        double mapping = name.startsWith("mapping.fc") ? 100 : 1;
        double factor = Math.sqrt(3) * mapping;
        if (name.endsWith("noise_const")) {
            factor = 1;
        } else if (name.endsWith("noise_strength") || name.endsWith("w_avg")) {
            factor = 0.1;
        } else if (name.endsWith("bias")) {
            factor = 0.1 * mapping;
        }
        double offset = name.endsWith("affine.bias") ? 1 : 0;
        float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            state = (1664525L * state + 1013904223L) & 0xffffffffL;
            values[i] = (float) (offset + factor * (state / 4294967296.0 * 2 - 1));
        }
        dict.put(name, TensorData.of(values, shape));
    }
}
