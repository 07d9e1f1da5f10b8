// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.weights;

/** The two 16-bit floating-point formats, which Java 17 has no conversions for. */
final class HalfFloats {
    private static final int FLOAT_MANTISSA_BITS = 23;
    private static final int HALF_MANTISSA_BITS = 10;
    private static final int SHIFT = FLOAT_MANTISSA_BITS - HALF_MANTISSA_BITS;
    private static final int BIAS_DIFFERENCE = 127 - 15;
    private static final float SMALLEST_HALF = 0x1p-24f;

    private HalfFloats() {}

    static float fromHalf(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = (half >> HALF_MANTISSA_BITS) & 0x1f;
        int mantissa = half & 0x3ff;
        if (exponent == 0) {
            float magnitude = mantissa * SMALLEST_HALF;
            return sign == 0 ? magnitude : -magnitude;
        }
        int widened = exponent == 0x1f ? 0xff : exponent + BIAS_DIFFERENCE;
        return Float.intBitsToFloat(sign | widened << FLOAT_MANTISSA_BITS | mantissa << SHIFT);
    }

    /** Rounds to nearest, ties to even; too large becomes infinite. */
    static short toHalf(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int magnitude = bits & 0x7fff_ffff;
        if (magnitude > 0x7f80_0000) {
            return (short) (sign | 0x7e00);
        }
        // 65520 is half way between the largest half (65504) and the next power of two
        if (magnitude >= Float.floatToRawIntBits(65520f)) {
            return (short) (sign | 0x7c00);
        }
        if (magnitude < Float.floatToRawIntBits(0x1p-14f)) {
            return (short) (sign | (int) Math.rint(Math.abs((double) value) / SMALLEST_HALF));
        }
        int rebiased = magnitude - (BIAS_DIFFERENCE << FLOAT_MANTISSA_BITS);
        int odd = rebiased >>> SHIFT & 1;
        return (short) (sign | rebiased + (1 << SHIFT - 1) - 1 + odd >>> SHIFT);
    }

    static float fromBfloat(short value) {
        return Float.intBitsToFloat(value << 16);
    }

    /** Rounds to nearest, ties to even. */
    static short toBfloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) (bits >>> 16 | 0x40);
        }
        return (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
    }
}
