// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.ScriptFunction;

/**
 * The functions of one layer: one for each policy and variant that was asked for. Writing the
 * source again for every call would take longer than a small layer itself.
 */
final class Variants {
    private final Map<List<Object>, ScriptFunction> functions = new ConcurrentHashMap<>();

    /** The function of a pass's policy and a variant, written at the first call. */
    ScriptFunction get(Pass pass, Object variant, Supplier<ScriptFunction> writer) {
        List<Object> key =
                List.of(
                        pass.policy().precision(),
                        pass.policy().format(),
                        pass.gradients(),
                        variant);
        ScriptFunction known = functions.get(key);
        return known != null ? known : functions.computeIfAbsent(key, k -> writer.get());
    }
}
