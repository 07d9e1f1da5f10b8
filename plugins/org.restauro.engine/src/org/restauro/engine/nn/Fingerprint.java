// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.restauro.engine.weights.StateDict;

/**
 * Tells networks apart by their weights: SHA-256 over names, shapes and float32 values of all
 * tensors, in the order of their names, so that it does not depend on the file they came from. What
 * a network computes itself (derived buffers) does not count.
 */
public final class Fingerprint {
    private static final int CHUNK = 1 << 14;

    private Fingerprint() {}

    /** Fingerprint of a network with weights: 64 hexadecimal digits. */
    public static String of(Module network) {
        Map<String, Parameter> state = network.state();
        return of(state, name -> state.get(name).floats(name));
    }

    /**
     * Fingerprint that a network would have with these weights.
     *
     * @param structure the network; it needs no weights
     * @throws IllegalArgumentException if a tensor is missing
     */
    public static String of(Module structure, StateDict weights) {
        return of(structure.state(), name -> weights.get(name).toFloats());
    }

    private static String of(Map<String, Parameter> state, Function<String, float[]> values) {
        MessageDigest digest = sha256();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        new TreeMap<>(state)
                .forEach(
                        (name, p) -> {
                            if (p.kind() != Parameter.Kind.DERIVED) {
                                String head = name + " " + Arrays.toString(p.shape()) + "\n";
                                digest.update(head.getBytes(StandardCharsets.UTF_8));
                                add(digest, chunk, values.apply(name));
                            }
                        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, ByteBuffer chunk, float[] values) {
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            chunk.asFloatBuffer().put(values, from, count);
            digest.update(chunk.array(), 0, count * Float.BYTES);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
