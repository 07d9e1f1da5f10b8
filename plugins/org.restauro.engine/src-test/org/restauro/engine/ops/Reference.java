// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.ops;

/** Operations written as plain loops, to compare with. Images are (batch, channel, row, column). */
final class Reference {
    private Reference() {}

    static float[] conv2d(
            float[] x, int[] s, float[] w, int out, int k, int stride, int pad, int groups) {
        int oh = (s[2] + 2 * pad - k) / stride + 1;
        int ow = (s[3] + 2 * pad - k) / stride + 1;
        int inGroup = s[1] / groups;
        int outGroup = out / groups;
        float[] y = new float[s[0] * out * oh * ow];
        for (int i = 0; i < y.length; i++) {
            int ox = i % ow;
            int oy = i / ow % oh;
            int o = i / ow / oh % out;
            int b = i / ow / oh / out;
            double sum = 0;
            for (int c = 0; c < inGroup; c++) {
                for (int ky = 0; ky < k; ky++) {
                    for (int kx = 0; kx < k; kx++) {
                        int iy = oy * stride + ky - pad;
                        int ix = ox * stride + kx - pad;
                        if (iy >= 0 && iy < s[2] && ix >= 0 && ix < s[3]) {
                            int channel = o / outGroup * inGroup + c;
                            sum +=
                                    (double) x[((b * s[1] + channel) * s[2] + iy) * s[3] + ix]
                                            * w[((o * inGroup + c) * k + ky) * k + kx];
                        }
                    }
                }
            }
            y[i] = (float) sum;
        }
        return y;
    }

    static float[] convTranspose2d(
            float[] x, int[] s, float[] w, int out, int k, int stride, int pad) {
        int oh = (s[2] - 1) * stride - 2 * pad + k;
        int ow = (s[3] - 1) * stride - 2 * pad + k;
        double[] y = new double[s[0] * out * oh * ow];
        for (int i = 0; i < x.length; i++) {
            int ix = i % s[3];
            int iy = i / s[3] % s[2];
            int c = i / s[3] / s[2] % s[1];
            int b = i / s[3] / s[2] / s[1];
            for (int o = 0; o < out; o++) {
                for (int ky = 0; ky < k; ky++) {
                    for (int kx = 0; kx < k; kx++) {
                        int oy = iy * stride + ky - pad;
                        int ox = ix * stride + kx - pad;
                        if (oy >= 0 && oy < oh && ox >= 0 && ox < ow) {
                            y[((b * out + o) * oh + oy) * ow + ox] +=
                                    (double) x[i] * w[((c * out + o) * k + ky) * k + kx];
                        }
                    }
                }
            }
        }
        float[] f = new float[y.length];
        for (int i = 0; i < f.length; i++) {
            f[i] = (float) y[i];
        }
        return f;
    }

    static float[] upfirdn2d(
            float[] x,
            int[] s,
            float[] f,
            int n,
            int up,
            int down,
            int before,
            int after,
            double gain) {
        int h = s[2] * up + before + after;
        int w = s[3] * up + before + after;
        int oh = (h - n) / down + 1;
        int ow = (w - n) / down + 1;
        float[] y = new float[s[0] * s[1] * oh * ow];
        for (int i = 0; i < y.length; i++) {
            int ox = i % ow * down;
            int oy = i / ow % oh * down;
            int plane = i / ow / oh;
            double sum = 0;
            for (int ky = 0; ky < n; ky++) {
                for (int kx = 0; kx < n; kx++) {
                    int zy = oy + ky - before;
                    int zx = ox + kx - before;
                    boolean sample =
                            zy >= 0
                                    && zx >= 0
                                    && zy < s[2] * up
                                    && zx < s[3] * up
                                    && zy % up == 0
                                    && zx % up == 0;
                    if (sample) {
                        sum +=
                                (double) x[(plane * s[2] + zy / up) * s[3] + zx / up]
                                        * f[(n - 1 - ky) * n + n - 1 - kx];
                    }
                }
            }
            y[i] = (float) (sum * gain);
        }
        return y;
    }

    static float[] attention(
            float[] q, float[] k, float[] v, float[] mask, int batch, int tokens, int d) {
        float[] y = new float[q.length];
        for (int b = 0; b < batch; b++) {
            for (int i = 0; i < tokens; i++) {
                double[] score = new double[tokens];
                double total = 0;
                for (int j = 0; j < tokens; j++) {
                    double dot = 0;
                    for (int c = 0; c < d; c++) {
                        dot += (double) q[(b * tokens + i) * d + c] * k[(b * tokens + j) * d + c];
                    }
                    score[j] = Math.exp(dot / Math.sqrt(d) + mask[i * tokens + j]);
                    total += score[j];
                }
                for (int c = 0; c < d; c++) {
                    double sum = 0;
                    for (int j = 0; j < tokens; j++) {
                        sum += score[j] / total * v[(b * tokens + j) * d + c];
                    }
                    y[(b * tokens + i) * d + c] = (float) sum;
                }
            }
        }
        return y;
    }

    static float[] bilinear(float[] x, int planes, int h, int w, int oh, int ow) {
        float[] y = new float[planes * oh * ow];
        for (int i = 0; i < y.length; i++) {
            double sy = Math.max(0, (i / ow % oh + 0.5) * h / oh - 0.5);
            double sx = Math.max(0, (i % ow + 0.5) * w / ow - 0.5);
            int y0 = (int) sy;
            int x0 = (int) sx;
            int y1 = Math.min(y0 + 1, h - 1);
            int x1 = Math.min(x0 + 1, w - 1);
            int base = i / ow / oh * h * w;
            double top = x[base + y0 * w + x0] * (1 - sx + x0) + x[base + y0 * w + x1] * (sx - x0);
            double low = x[base + y1 * w + x0] * (1 - sx + x0) + x[base + y1 * w + x1] * (sx - x0);
            y[i] = (float) (top * (1 - sy + y0) + low * (sy - y0));
        }
        return y;
    }
}
