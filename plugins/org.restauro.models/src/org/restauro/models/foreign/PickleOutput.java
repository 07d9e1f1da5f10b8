// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes a pickle of protocol 2, as far as PyTorch's files need it. */
final class PickleOutput {
    private static final int PROTO = 0x80;
    private static final int TUPLE1 = 0x85;
    private static final int NEW_FALSE = 0x89;
    private static final int LONG1 = 0x8a;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PickleOutput() {
        op(PROTO);
        op(2);
    }

    private PickleOutput op(int code) {
        out.write(code);
        return this;
    }

    private PickleOutput little(int bytes, long value) {
        byte[] all = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
        out.write(all, 0, bytes);
        return this;
    }

    PickleOutput mark() {
        return op('(');
    }

    /** A tuple of what stands behind the last mark. */
    PickleOutput tuple() {
        return op('t');
    }

    PickleOutput emptyTuple() {
        return op(')');
    }

    PickleOutput emptyDict() {
        return op('}');
    }

    /** Puts the keys and values behind the last mark into the dictionary before it. */
    PickleOutput setItems() {
        return op('u');
    }

    PickleOutput text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        op('X').little(4, bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    PickleOutput number(long value) {
        if (value >= 0 && value < 1 << 8) {
            return op('K').little(1, value);
        }
        return (int) value == value ? op('J').little(4, value) : op(LONG1).op(8).little(8, value);
    }

    PickleOutput no() {
        return op(NEW_FALSE);
    }

    PickleOutput global(String module, String name) {
        out.writeBytes(('c' + module + '\n' + name + '\n').getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    /** Calls the callable before the tuple on top. */
    PickleOutput call() {
        return op('R');
    }

    /** A reference to something outside the pickle, named by the tuple on top. */
    PickleOutput persistent() {
        return op('Q');
    }

    PickleOutput emptyOrderedDict() {
        return global("collections", "OrderedDict").emptyTuple().call();
    }

    PickleOutput numbers(long... values) {
        if (values.length == 0) {
            return emptyTuple();
        }
        if (values.length == 1) {
            return number(values[0]).op(TUPLE1);
        }
        mark();
        for (long value : values) {
            number(value);
        }
        return tuple();
    }

    /** The finished pickle. */
    byte[] stop() {
        op('.');
        return out.toByteArray();
    }
}
