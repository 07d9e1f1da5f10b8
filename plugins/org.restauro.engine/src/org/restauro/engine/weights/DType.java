// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.weights;

import java.nio.ByteBuffer;

/**
 * The element types weight files use. All are stored little-endian.
 *
 * <p>{@link #label()} is the name PyTorch prints ({@code float32}), {@link #code()} the one
 * safetensors writes ({@code F32}).
 */
public enum DType {
    /** IEEE double. */
    F64("float64", 8),
    /** IEEE single. */
    F32("float32", 4),
    /** IEEE half. */
    F16("float16", 2),
    /** The upper 16 bits of an IEEE single. */
    BF16("bfloat16", 2),
    /** Signed 64-bit integer. */
    I64("int64", 8),
    /** Signed 32-bit integer. */
    I32("int32", 4),
    /** Signed 16-bit integer. */
    I16("int16", 2),
    /** Signed 8-bit integer. */
    I8("int8", 1),
    /** Unsigned 8-bit integer. */
    U8("uint8", 1),
    /** One byte, 0 or 1. */
    BOOL("bool", 1);

    private final String label;
    private final int bytes;

    DType(String label, int bytes) {
        this.label = label;
        this.bytes = bytes;
    }

    /** Bytes an element takes. */
    public int bytes() {
        return bytes;
    }

    /** PyTorch's name of the type, such as {@code float32}. */
    public String label() {
        return label;
    }

    /** The name of the type in a safetensors header, such as {@code F32}. */
    public String code() {
        return name();
    }

    /** Whether values of this type are floating-point numbers. */
    public boolean isFloating() {
        return ordinal() <= BF16.ordinal();
    }

    /**
     * Reads one element.
     *
     * @param buffer little-endian bytes
     * @param position index of the element's first byte
     * @return the value as a double; 64-bit integers beyond 2^53 are rounded
     */
    public double readDouble(ByteBuffer buffer, int position) {
        switch (this) {
            case F64:
                return buffer.getDouble(position);
            case F32:
                return buffer.getFloat(position);
            case F16:
                return HalfFloats.fromHalf(buffer.getShort(position));
            case BF16:
                return HalfFloats.fromBfloat(buffer.getShort(position));
            case I64:
                return buffer.getLong(position);
            case I32:
                return buffer.getInt(position);
            case I16:
                return buffer.getShort(position);
            case I8:
                return buffer.get(position);
            case U8:
                return buffer.get(position) & 0xff;
            default:
                return buffer.get(position) != 0 ? 1 : 0;
        }
    }

    /**
     * Writes one element, rounding to nearest (ties to even) where the type is narrower.
     *
     * @param buffer little-endian target
     * @param position index of the element's first byte
     * @param value the value; integers saturate
     */
    public void writeDouble(ByteBuffer buffer, int position, double value) {
        switch (this) {
            case F64 -> buffer.putDouble(position, value);
            case F32 -> buffer.putFloat(position, (float) value);
            case F16 -> buffer.putShort(position, HalfFloats.toHalf((float) value));
            case BF16 -> buffer.putShort(position, HalfFloats.toBfloat((float) value));
            case I64 -> buffer.putLong(position, Math.round(value));
            case I32 -> buffer.putInt(position, (int) saturated(value, -0x8000_0000L, 0x7fff_ffff));
            case I16 -> buffer.putShort(position, (short) saturated(value, -0x8000, 0x7fff));
            case I8 -> buffer.put(position, (byte) saturated(value, -0x80, 0x7f));
            case U8 -> buffer.put(position, (byte) saturated(value, 0, 0xff));
            default -> buffer.put(position, (byte) (value != 0 ? 1 : 0));
        }
    }

    private static long saturated(double value, long low, long high) {
        return Math.max(low, Math.min(high, Math.round(value)));
    }
}
