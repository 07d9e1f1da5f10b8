// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.augment;

/**
 * The random values of a batch. Where an operation does not happen, its values are 0, which is
 * neutral for all of them.
 */
interface Draws {
    /** Number of samples. */
    int samples();

    /** A whole number below the bound, one a sample. */
    double[] whole(String name, int bound, double chance);

    /** Values uniform in ±reach, so many a sample; all of a sample happen together. */
    double[] uniform(String name, int width, double reach, double chance);

    /** Values N(0, sigma²), so many a sample; all of a sample happen together. */
    double[] normal(String name, int width, double sigma, double chance);

    /** Values |N(0, sigma²)|, one a sample. */
    double[] deviation(String name, double sigma, double chance);

    /** 1 where something happens, one a sample. */
    double[] happens(String name, double chance);

    /** Values uniform in [0, 1), two a sample. */
    double[] position(String name);

    /** Independent N(0, 1), so many a sample. */
    float[] field(String name, int channels, int height, int width);
}
