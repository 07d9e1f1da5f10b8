// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.inversion;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.Initial;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;

/** Codes that are searched: what learns in a search. */
final class Codes extends Module {
    private static final String NAME = "codes";

    private final Parameter values;

    Codes(float[] start, long[] shape, ComputePolicy policy) {
        values = parameter(NAME, Initial.constant(0), shape);
        StateDict dict = new StateDict();
        dict.put(NAME, TensorData.of(start, shape));
        load(dict, policy);
    }

    /** A copy. */
    float[] floats() {
        return Ops.floats(values.array());
    }

    /** The codes with noise added, as an array of a pass. */
    NDArray with(Pass pass, float[] noise) {
        try (NDArray n = pass.array(noise, values.shape())) {
            return ScriptFunction.of("n: Tensor, c: Tensor", "Tensor", "return torch.add(n, c)")
                    .apply(n, values.array());
        }
    }
}
