// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.convert;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;

/** Writes pickles as NVIDIA's TensorFlow code does: tuples of networks with numpy variables. */
final class TensorFlowPickle {
    /**
     * A network.
     *
     * @param type its class, such as {@code dnnlib.tflib.network.Network}
     * @param builtBy name of the function that built it
     * @param made arguments: texts, numbers, booleans, lists of whole numbers, null
     */
    record Network(
            String type,
            String builtBy,
            Map<String, Object> made,
            Map<String, Network> components,
            StateDict variables) {}

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private TensorFlowPickle() {}

    /** A pickle of a tuple of networks; protocol 2 writes bytes as texts, as old Pythons do. */
    static byte[] of(int protocol, Network... networks) {
        TensorFlowPickle pickle = new TensorFlowPickle();
        pickle.op(0x80, protocol).op('(');
        for (Network network : networks) {
            pickle.network(network, protocol);
        }
        pickle.op('t', '.');
        return pickle.out.toByteArray();
    }

    private void network(Network network, int protocol) {
        int dot = network.type().lastIndexOf('.');
        global(network.type().substring(0, dot), network.type().substring(dot + 1));
        op(')', 0x81, '}', '(');
        text("version");
        value(network.type().startsWith("tfutil") ? 2 : 4);
        text("name");
        text("a network");
        text("static_kwargs");
        value(network.made());
        text("components");
        op('}', '(');
        network.components()
                .forEach(
                        (name, part) -> {
                            text(name);
                            network(part, protocol);
                        });
        op('u');
        text("build_module_src");
        text("raise RuntimeError('this must not be run')\n");
        text("build_func_name");
        text(network.builtBy());
        text("variables");
        op(']', '(');
        for (String name : network.variables().names()) {
            text(name);
            array(network.variables().get(name), protocol);
            op(0x86);
        }
        op('e', 'u', 'b');
    }

    private void array(TensorData values, int protocol) {
        ByteBuffer floats = ByteBuffer.allocate((int) values.elements() * 4);
        floats.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values.toFloats());
        if (values.shape().length == 0) {
            global("numpy.core.multiarray", "scalar").op('(').type();
            bytes(floats.array(), protocol);
            op('t', 'R');
            return;
        }
        global("numpy.core.multiarray", "_reconstruct").op('(').global("numpy", "ndarray");
        op('(', 'K', 0, 't');
        bytes(new byte[] {'b'}, protocol);
        op('t', 'R', '(', 'K', 1, '(');
        for (long size : values.shape()) {
            value((int) size);
        }
        op('t').type().op(0x89);
        bytes(floats.array(), protocol);
        op('t', 'b');
    }

    /** The numpy type of little-endian float32. */
    private TensorFlowPickle type() {
        global("numpy", "dtype").op('(');
        text("f4");
        op('K', 0, 'K', 1, 't', 'R', '(', 'K', 3);
        text("<");
        op('N', 'N', 'N');
        value(-1);
        value(-1);
        return op('K', 0, 't', 'b');
    }

    private void bytes(byte[] bytes, int protocol) {
        if (protocol < 3) {
            global("_codecs", "encode").op('(');
            text(new String(bytes, StandardCharsets.ISO_8859_1));
            text("latin1");
            op('t', 'R');
        } else {
            op('B').int32(bytes.length);
            out.writeBytes(bytes);
        }
    }

    private void value(Object value) {
        if (value == null) {
            op('N');
        } else if (value instanceof Map<?, ?> map) {
            op('}', '(');
            new LinkedHashMap<>(map)
                    .forEach(
                            (k, v) -> {
                                text((String) k);
                                value(v);
                            });
            op('u');
        } else if (value instanceof List<?> list) {
            op(']', '(');
            list.forEach(this::value);
            op('e');
        } else if (value instanceof Boolean truth) {
            op(truth ? 0x88 : 0x89);
        } else if (value instanceof Double number) {
            op('G');
            out.writeBytes(ByteBuffer.allocate(8).putDouble(number).array());
        } else if (value instanceof Integer number) {
            op('J').int32(number);
        } else {
            text(value.toString());
        }
    }

    private TensorFlowPickle op(int... codes) {
        for (int code : codes) {
            out.write(code);
        }
        return this;
    }

    private TensorFlowPickle global(String module, String name) {
        out.writeBytes(("c" + module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        op('X').int32(bytes.length);
        out.writeBytes(bytes);
    }

    private void int32(int value) {
        out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    }
}
