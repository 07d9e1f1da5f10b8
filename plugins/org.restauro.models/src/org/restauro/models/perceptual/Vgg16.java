// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.perceptual;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.Module;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.engine.weights.StateDict;

/**
 * VGG-16 (Simonyan and Zisserman 2015) with Keras' weights, as GenForce's inversion encoder is
 * trained with: pictures in [−1, 1] become blue, green, red in 0..255 minus Keras' means, neither
 * resized nor divided; features are those after the ReLU of {@code conv4_3}.
 *
 * <p>State: {@code vgg16.layerN.weight}, {@code vgg16.layerN.bias} of the 13 convolutions, N as in
 * torchvision.
 */
public final class Vgg16 extends Module {
    private static final String PREFIX = "vgg16.";
    private static final int[][] BLOCKS = {
        {64, 64}, {128, 128}, {256, 256, 256}, {512, 512, 512}, {512, 512, 512}
    };

    /** Convolutions up to conv4_3. */
    private static final int USED = 10;

    private static final int SMALLEST = 8;

    private final Features features = child("vgg16", new Features());

    private static final class Features extends Module {
        private final PlainConv[] convs = new PlainConv[13];

        Features() {
            int index = 0;
            int n = 0;
            int in = 3;
            for (int b = 0; b < BLOCKS.length; b++) {
                for (int i = 0; i < BLOCKS[b].length; i++) {
                    PlainConv conv = new PlainConv(in, BLOCKS[b][i], 3, n > 0, i == 0 && b > 0);
                    convs[n++] = child("layer" + index, conv);
                    in = BLOCKS[b][i];
                    index += 2; // each convolution has its ReLU
                }
                index++; // the pooling
            }
        }
    }

    /**
     * Loads a file of GenForce, whose names lack {@code vgg16.}, or this network's own names.
     *
     * @throws IllegalArgumentException if they are not VGG-16's
     */
    public void loadPublished(StateDict weights, ComputePolicy policy) {
        load(weights.contains("layer0.weight") ? weights.withPrefix(PREFIX) : weights, policy);
    }

    /**
     * Features of pictures.
     *
     * @param images (batch, 3, h, w) in [−1, 1], sides of at least 8
     * @return (batch, 512·(h/8)·(w/8)), float32, channel by channel
     */
    public NDArray forward(Pass pass, NDArray images) {
        long[] shape = images.getShape().getShape();
        if (shape.length != 4 || shape[1] != 3 || shape[2] < SMALLEST || shape[3] < SMALLEST) {
            throw new IllegalArgumentException(
                    "Images of shape "
                            + images.getShape()
                            + " have no VGG-16 features; (batch, 3, h, w) with sides of at least "
                            + SMALLEST
                            + " would be right.");
        }
        NDArray x =
                ScriptFunction.of(
                                "x: Tensor",
                                "Tensor",
                                "m = torch.tensor([103.939, 116.779, 123.68], dtype=6,"
                                    + " device=ops.prim.device(x))\n"
                                    + "y = torch.flip(torch.mul(torch.add(x, 1.), 127.5), [1])\n"
                                    + "return torch.sub(y, torch.reshape(m, [1, 3, 1, 1]))")
                        .apply(images);
        for (int i = 0; i < USED; i++) {
            try (NDArray previous = x) {
                x = features.convs[i].forward(pass, previous);
            }
        }
        try (NDArray last = x) {
            return ScriptFunction.of(
                            "x: Tensor",
                            "Tensor",
                            "return torch.flatten(torch.contiguous(torch.relu(torch.to(x, 6)),"
                                    + " memory_format=0), 1, -1)")
                    .apply(last);
        }
    }
}
