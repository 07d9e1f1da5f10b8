// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.augment;

import ai.djl.ndarray.NDArray;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.ScriptFunction;

/** Some samples of a batch; the others stay as they are, to the last bit. */
final class Subset {
    private final int samples;
    private final int[] chosen;

    Subset(int samples, IntPredicate choice) {
        this.samples = samples;
        chosen = IntStream.range(0, samples).filter(choice).toArray();
    }

    boolean isEmpty() {
        return chosen.length == 0;
    }

    int[] indices() {
        return chosen.clone();
    }

    /** Changes the chosen samples of a batch, which is closed; the shape stays. */
    NDArray change(Pass pass, NDArray x, UnaryOperator<NDArray> change) {
        if (isEmpty()) {
            return x;
        }
        if (chosen.length == samples) {
            try (x) {
                return change.apply(x);
            }
        }
        float[] from = new float[chosen.length];
        float[] order = new float[samples];
        for (int i = 0; i < samples; i++) {
            order[i] = i;
        }
        for (int i = 0; i < chosen.length; i++) {
            from[i] = chosen[i];
            order[chosen[i]] = samples + i;
        }
        try (x;
                NDArray places = pass.array(from, from.length);
                NDArray merged = pass.array(order, samples);
                NDArray part =
                        ScriptFunction.of(
                                        "x: Tensor, i: Tensor",
                                        "Tensor",
                                        "return torch.index_select(x, 0, torch.to(i, 4))")
                                .apply(x, places);
                NDArray changed = change.apply(part)) {
            return ScriptFunction.of(
                            "x: Tensor, y: Tensor, i: Tensor",
                            "Tensor",
                            "return torch.index_select(torch.cat([torch.to(x, 6), y], 0), 0, "
                                    + "torch.to(i, 4))")
                    .apply(x, changed, merged);
        }
    }
}
