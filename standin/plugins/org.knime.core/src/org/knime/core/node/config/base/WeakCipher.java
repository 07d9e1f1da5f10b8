// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.config.base;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Obscures passwords kept in settings, so that nobody reads one in passing. It protects nothing,
 * and is not what genuine KNIME writes: a workflow with a stored password must have it set again
 * there.
 */
final class WeakCipher {
    private WeakCipher() {}

    static String encrypt(String key, String text) {
        return text == null
                ? null
                : Base64.getEncoder()
                        .encodeToString(mixed(key, text.getBytes(StandardCharsets.UTF_8)));
    }

    static String decrypt(String key, String text) {
        return text == null
                ? null
                : new String(mixed(key, Base64.getDecoder().decode(text)), StandardCharsets.UTF_8);
    }

    private static byte[] mixed(String key, byte[] bytes) {
        byte[] k = key.getBytes(StandardCharsets.UTF_8);
        byte[] result = bytes.clone();
        for (int i = 0; k.length > 0 && i < result.length; i++) {
            result[i] ^= k[i % k.length];
        }
        return result;
    }
}
