// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.inversion;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.models.perceptual.Lpips;
import org.restauro.models.perceptual.Vgg16;
import org.restauro.training.loss.WeightedSum;

/** How far a picture is from the one that is wanted: the loss of a search. */
final class Likeness {
    /** LPIPS and features see pictures no larger than this. */
    private static final int SEEN = 256;

    private static final ScriptFunction SQUARED =
            ScriptFunction.of(
                    "x: Tensor, y: Tensor",
                    "Tensor",
                    "d = torch.sub(x, y)\nreturn torch.mean(torch.mul(d, d))");

    private final InversionSettings settings;
    private final Lpips lpips;
    private final Vgg16 features;

    Likeness(InversionSettings settings, Lpips lpips, Vgg16 features) {
        this.settings = settings;
        this.lpips = lpips;
        this.features = features;
        if (searches() && settings.lpipsWeight() > 0 && lpips == null) {
            throw new IllegalArgumentException(
                    "LPIPS has a weight of "
                            + settings.lpipsWeight()
                            + ", but its network was not given; its weights, or a weight of 0 and"
                            + " one for pixels, would be right.");
        }
        if (searches() && settings.featureWeight() > 0 && features == null) {
            throw new IllegalArgumentException(
                    "Features have a weight of "
                            + settings.featureWeight()
                            + ", but VGG-16 was not given; its weights, or a weight of 0, would be"
                            + " right.");
        }
    }

    private boolean searches() {
        return settings.steps() > 0;
    }

    /** Whether there is a loss: something has a weight, and all that is needed is there. */
    boolean judges() {
        boolean able =
                (settings.lpipsWeight() == 0 || lpips != null)
                        && (settings.featureWeight() == 0 || features != null);
        return able
                && settings.lpipsWeight() + settings.pixelWeight() + settings.featureWeight() > 0;
    }

    /** The loss, one value; gradients reach the picture. Both (1, 3, r, r) in [−1, 1]. */
    NDArray loss(Pass pass, NDArray picture, NDArray wanted) {
        WeightedSum sum = new WeightedSum();
        if (settings.pixelWeight() > 0) {
            sum.add(settings.pixelWeight(), SQUARED.apply(picture, wanted));
        }
        if (settings.lpipsWeight() + settings.featureWeight() > 0) {
            try (NDArray a = seen(picture);
                    NDArray b = seen(wanted)) {
                if (settings.lpipsWeight() > 0) {
                    sum.add(settings.lpipsWeight(), mean(lpips.forward(pass, a, b)));
                }
                if (settings.featureWeight() > 0) {
                    sum.add(settings.featureWeight(), featureError(pass, a, b));
                }
            }
        }
        return sum.value();
    }

    private NDArray featureError(Pass pass, NDArray a, NDArray b) {
        try (NDArray x = features.forward(pass, a);
                NDArray y = features.forward(pass, b)) {
            return SQUARED.apply(x, y);
        }
    }

    private static NDArray mean(NDArray values) {
        try (values) {
            return ScriptFunction.of("x: Tensor", "Tensor", "return torch.mean(x)").apply(values);
        }
    }

    /** Means of areas where the picture is larger than networks are shown. */
    private static NDArray seen(NDArray picture) {
        long factor = picture.getShape().get(2) / SEEN;
        String sides = "[" + factor + ", " + factor + "]";
        String body =
                factor <= 1
                        ? "return torch.alias(x)"
                        : "return torch.avg_pool2d(x, "
                                + sides
                                + ", "
                                + sides
                                + ", [0, 0], False, True, None)";
        return ScriptFunction.of("x: Tensor", "Tensor", body).apply(picture);
    }
}
