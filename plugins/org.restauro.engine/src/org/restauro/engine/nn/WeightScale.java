// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

/**
 * How the stored weights of a layer relate to those it computes with (Karras et al. 2018, section
 * 4.1): equalised layers store N(0, 1) and scale at run time, plain ones store scaled values.
 *
 * @param gain factor that the activation asks for, such as √2
 * @param rate factor of the learning rate; stored values are larger by its inverse
 * @param equalised whether {@code gain/√fan-in} is applied at run time
 */
public record WeightScale(double gain, double rate, boolean equalised) {
    /** Equalised, without further factors. */
    public static final WeightScale EQUALISED = new WeightScale(1, 1, true);

    /** Checks the numbers. */
    public WeightScale {
        if (!(gain > 0 && rate > 0)) {
            throw new IllegalArgumentException(
                    "Gain " + gain + " and rate " + rate + " of a layer must be above 0.");
        }
    }

    /** Gain and rate 1, equalised or not. */
    public static WeightScale of(boolean equalised) {
        return new WeightScale(1, 1, equalised);
    }

    /** The same with another gain. */
    public WeightScale gain(double other) {
        return new WeightScale(other, rate, equalised);
    }

    /** Standard deviation of the stored weights before training. */
    public double deviation(int fanIn) {
        return (equalised ? 1 : gain / Math.sqrt(fanIn)) / rate;
    }

    /** Factor of the stored weights at run time. */
    public double factor(int fanIn) {
        return equalised ? gain * rate / Math.sqrt(fanIn) : rate;
    }
}
