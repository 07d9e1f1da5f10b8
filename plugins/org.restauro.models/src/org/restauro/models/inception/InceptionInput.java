// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inception;

import org.restauro.images.PixelImage;

/**
 * How a picture becomes Inception's input. The published implementations differ here, and FID
 * changes with the rule, so every result names the one it was made with.
 */
public enum InceptionInput {
    /**
     * NVIDIA's file and torch-fidelity: TensorFlow 1's bilinear rule, in which output pixel i lies
     * at i·(size/299) of the picture; no smoothing where it shrinks. Values (x − 128)/128.
     */
    TENSORFLOW("tensorflow") {
        @Override
        void position(int i, float scale, int size, int[] low, float[] part) {
            float at = i * scale;
            int floor = Math.min((int) at, size - 1);
            low[i] = floor;
            part[i] = at - floor;
        }

        @Override
        float value(float byteValue) {
            return (byteValue - 128) / 128;
        }
    },
    /**
     * pytorch-fid and GenForce: PyTorch's bilinear rule, in which pixel centres lie at half
     * coordinates; no smoothing where it shrinks. Values x/127.5 − 1.
     */
    HALF_PIXEL("half-pixel") {
        @Override
        void position(int i, float scale, int size, int[] low, float[] part) {
            float at = Math.max(0, scale * (i + 0.5f) - 0.5f);
            int floor = Math.min((int) at, size - 1);
            low[i] = floor;
            part[i] = at - floor;
        }

        @Override
        float value(float byteValue) {
            return byteValue / 127.5f - 1;
        }
    };

    private final String label;

    InceptionInput(String label) {
        this.label = label;
    }

    abstract void position(int i, float scale, int size, int[] low, float[] part);

    abstract float value(float byteValue);

    /**
     * Resamples a picture; grey becomes colour, alpha is dropped.
     *
     * @return 3 × 299 × 299 values 0..255, channels first
     */
    public float[] resize(PixelImage image) {
        return resample(image.toRgb8());
    }

    /**
     * A picture as the network takes it.
     *
     * @return 3 × 299 × 299 values, channels first
     */
    public float[] prepare(PixelImage image) {
        float[] values = resize(image);
        for (int i = 0; i < values.length; i++) {
            values[i] = value(values[i]);
        }
        return values;
    }

    /**
     * A picture as a generator gives it, neither limited nor rounded.
     *
     * @param values 3 · h · w, channels first, around [−1, 1]
     * @return 3 × 299 × 299 values, channels first
     */
    public float[] prepare(float[] values, int h, int w) {
        if (values.length != 3 * h * w) {
            throw new IllegalArgumentException(
                    values.length + " values are no picture of 3 x " + h + " x " + w + ".");
        }
        int plane = h * w;
        float[] out = resample(h, w, (c, at) -> (values[c * plane + at] + 1) * 127.5f);
        for (int i = 0; i < out.length; i++) {
            out[i] = value(out[i]);
        }
        return out;
    }

    /** Values of 0..255. */
    private interface Source {
        float at(int channel, int index);
    }

    private float[] resample(PixelImage image) {
        byte[] bytes = image.bytes8();
        return resample(image.height(), image.width(), (c, at) -> bytes[3 * at + c] & 0xFF);
    }

    private float[] resample(int h, int w, Source source) {
        int side = FidInception.SIDE;
        int[] x0 = new int[side];
        int[] y0 = new int[side];
        float[] xPart = new float[side];
        float[] yPart = new float[side];
        for (int i = 0; i < side; i++) {
            position(i, (float) w / side, w, x0, xPart);
            position(i, (float) h / side, h, y0, yPart);
        }
        int plane = side * side;
        float[] out = new float[3 * plane];
        for (int y = 0; y < side; y++) {
            int top = y0[y] * w;
            int bottom = Math.min(y0[y] + 1, h - 1) * w;
            for (int x = 0; x < side; x++) {
                int left = x0[x];
                int right = Math.min(left + 1, w - 1);
                for (int c = 0; c < 3; c++) {
                    // along x first, then along y, as both implementations do
                    float a = lerp(source, top + left, top + right, c, xPart[x]);
                    float b = lerp(source, bottom + left, bottom + right, c, xPart[x]);
                    out[c * plane + y * side + x] = a + (b - a) * yPart[y];
                }
            }
        }
        return out;
    }

    private static float lerp(Source source, int left, int right, int channel, float part) {
        float a = source.at(channel, left);
        float b = source.at(channel, right);
        return a + (b - a) * part;
    }

    /** The rule of a name. */
    public static InceptionInput parse(String name) {
        for (InceptionInput rule : values()) {
            if (rule.label.equalsIgnoreCase(name)) {
                return rule;
            }
        }
        throw new IllegalArgumentException(
                "There is no resize rule \"" + name + "\"; choose tensorflow or half-pixel.");
    }

    @Override
    public String toString() {
        return label;
    }
}
