// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.inversion;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.BatchNorm;
import org.restauro.engine.nn.Conv;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.ModuleList;
import org.restauro.engine.ops.ScriptFunction;

/**
 * Block of a residual network (He et al. 2016): two 3×3 convolutions, or 1×1, 3×3 and 1×1 to four
 * times the channels, each with batch normalisation.
 *
 * <p>State: {@code conv1}, {@code bn1}, … {@code downsample.0}, {@code downsample.1} where the
 * shape changes.
 */
final class ResidualBlock extends Module {
    /** Channels of a bottleneck block's result by those of its middle. */
    static final int EXPANSION = 4;

    private final List<Conv> convs = new ArrayList<>();
    private final List<BatchNorm> norms = new ArrayList<>();
    private final Conv besideConv;
    private final BatchNorm besideNorm;

    ResidualBlock(int in, int channels, int stride, boolean bottleneck, boolean beside) {
        int out = bottleneck ? channels * EXPANSION : channels;
        if (bottleneck) {
            add(in, channels, 1, 1);
            add(channels, channels, 3, stride);
            add(channels, out, 1, 1);
        } else {
            add(in, channels, 3, stride);
            add(channels, channels, 3, 1);
        }
        besideConv = beside ? new Conv(in, out, 1, stride, false) : null;
        besideNorm = beside ? new BatchNorm(out) : null;
        if (beside) {
            ModuleList<Module> parts = child("downsample", new ModuleList<>());
            parts.add(besideConv);
            parts.add(besideNorm);
        }
    }

    private void add(int in, int out, int kernel, int stride) {
        int n = convs.size() + 1;
        convs.add(child("conv" + n, new Conv(in, out, kernel, stride, false)));
        norms.add(child("bn" + n, new BatchNorm(out)));
    }

    /** x (batch, in, h, w), which stays → (batch, out, h/stride, w/stride), float32. */
    NDArray forward(Pass pass, NDArray x) {
        NDArray y = null;
        for (int i = 0; i < convs.size(); i++) {
            boolean last = i == convs.size() - 1;
            try (NDArray previous = y;
                    NDArray c = convs.get(i).forward(pass, previous == null ? x : previous)) {
                y = norms.get(i).forward(pass, c);
            }
            if (!last) {
                y = relu(pass, y);
            }
        }
        try (NDArray result = y;
                NDArray beside = beside(pass, x)) {
            return ScriptFunction.of(
                            "y: Tensor, x: Tensor",
                            "Tensor",
                            "return torch.relu(torch.add(y, torch.to(x, 6)))")
                    .apply(result, beside == null ? x : beside);
        }
    }

    private NDArray beside(Pass pass, NDArray x) {
        if (besideConv == null) {
            return null;
        }
        try (NDArray c = besideConv.forward(pass, x)) {
            return besideNorm.forward(pass, c);
        }
    }

    /** ReLU; frees the input. */
    static NDArray relu(Pass pass, NDArray x) {
        try (x) {
            return ScriptFunction.of(
                            "x: Tensor",
                            "Tensor",
                            "return " + (pass.gradients() ? "torch.relu(x)" : "torch.relu_(x)"))
                    .apply(x);
        }
    }
}
