// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inception;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.Initial;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.engine.weights.StateDict;

/**
 * Inception-v3 as the Fréchet inception distance uses it: 1008 classes, average pools that leave
 * the border out, a maximum pool in the last block (Heusel et al., <a
 * href="https://arxiv.org/abs/1706.08500">2017</a>).
 *
 * <p>State: names of the port in pytorch-fid ({@code Mixed_5b.branch1x1.conv.weight}). Input:
 * (batch, 3, 299, 299), made by {@link InceptionInput}. Inference only.
 */
public final class FidInception extends Module {
    /** Sides of the input in pixels. */
    public static final int SIDE = 299;

    /** Length of a feature vector. */
    public static final int FEATURES = 2048;

    /** Number of logits. */
    public static final int CLASSES = 1008;

    /** Everything that can be taken from one forward; all float32. */
    public enum Tap {
        /** After the first pooling, averaged over the picture: 64 values. */
        POOL_64,
        /** After the second pooling, averaged: 192 values. */
        POOL_192,
        /** After {@code Mixed_6e}, averaged: 768 values. */
        POOL_768,
        /** The features of FID: 2048 values. */
        FEATURES,
        /** Logits without the bias: what the inception score uses. */
        LOGITS_UNBIASED,
        /** Logits. */
        LOGITS
    }

    private final Map<String, Module> stages = new LinkedHashMap<>();
    private final Classifier classifier;

    /** Declares the network; load weights before using it. */
    public FidInception() {
        stage("Conv2d_1a_3x3", new ConvUnit(3, 32, 3, 3, 2, 0, 0));
        stage("Conv2d_2a_3x3", new ConvUnit(32, 32, 3, 3, 1, 0, 0));
        stage("Conv2d_2b_3x3", new ConvUnit(32, 64, 3, 3, 1, 1, 1));
        stage("Conv2d_3b_1x1", new ConvUnit(64, 80, 1, 1, 1, 0, 0));
        stage("Conv2d_4a_3x3", new ConvUnit(80, 192, 3, 3, 1, 0, 0));
        stage("Mixed_5b", MixedBlock.a(192, 32));
        stage("Mixed_5c", MixedBlock.a(256, 64));
        stage("Mixed_5d", MixedBlock.a(288, 64));
        stage("Mixed_6a", MixedBlock.b(288));
        stage("Mixed_6b", MixedBlock.c(768, 128));
        stage("Mixed_6c", MixedBlock.c(768, 160));
        stage("Mixed_6d", MixedBlock.c(768, 160));
        stage("Mixed_6e", MixedBlock.c(768, 192));
        stage("Mixed_7a", MixedBlock.d(768));
        stage("Mixed_7b", MixedBlock.e(1280, MixedBlock.Pool.AVERAGE));
        stage("Mixed_7c", MixedBlock.e(2048, MixedBlock.Pool.MAXIMUM));
        classifier = child("fc", new Classifier());
    }

    private void stage(String name, Module module) {
        stages.put(name, child(name, module));
    }

    private static final class Classifier extends Module {
        private final Parameter weight =
                parameter("weight", Initial.normal(0.1), CLASSES, FEATURES);
        private final Parameter bias = parameter("bias", Initial.constant(0), CLASSES);
    }

    /**
     * Reads a published file: the TorchScript archive {@code inception-2015-12-05.pt}, the state
     * dictionary {@code pt_inception-2015-12-05-6726825d.pth}, or a safetensors copy of either.
     *
     * @throws org.restauro.engine.weights.WeightFileException if it is not a sound weight file
     * @throws IllegalArgumentException if it holds another network
     * @throws IOException if it cannot be read
     */
    public static FidInception read(Path file, ComputePolicy policy) throws IOException {
        return InceptionWeights.read(file, policy);
    }

    /**
     * Loads weights under the names of either port.
     *
     * @throws IllegalArgumentException if they are not this network's
     */
    public void loadPublished(StateDict weights, ComputePolicy policy) {
        load(InceptionWeights.named(weights), policy);
    }

    /**
     * What the network sees in images.
     *
     * @param images (batch, 3, 299, 299) in the range that {@link InceptionInput} gives
     * @return for each tap a float32 array (batch, values), owned by the pass
     */
    public Map<Tap, NDArray> forward(Pass pass, NDArray images, Tap... taps) {
        long[] shape = images.getShape().getShape();
        if (shape.length != 4 || shape[1] != 3 || shape[2] != SIDE || shape[3] != SIDE) {
            throw new IllegalArgumentException(
                    "Images of shape "
                            + images.getShape()
                            + " are no input of Inception; (batch, 3, 299, 299) would be right.");
        }
        Map<Tap, NDArray> wanted = new LinkedHashMap<>();
        for (Tap tap : taps) {
            wanted.put(tap, null);
        }
        NDArray x =
                ScriptFunction.of(
                                "x: Tensor",
                                "Tensor",
                                "return " + Ops.inFormat("x", pass.policy().format()))
                        .apply(images);
        for (Map.Entry<String, Module> stage : stages.entrySet()) {
            NDArray y =
                    stage.getValue() instanceof ConvUnit unit
                            ? unit.forward(pass, x)
                            : ((MixedBlock) stage.getValue()).forward(pass, x);
            x.close();
            x = y;
            switch (stage.getKey()) {
                case "Conv2d_2b_3x3" -> x = pooled(x, wanted, Tap.POOL_64);
                case "Conv2d_4a_3x3" -> x = pooled(x, wanted, Tap.POOL_192);
                case "Mixed_6e" -> keepMean(x, wanted, Tap.POOL_768);
                default -> {}
            }
        }
        NDArray features = mean(x);
        x.close();
        logits(features, wanted);
        if (wanted.containsKey(Tap.FEATURES)) {
            wanted.put(Tap.FEATURES, features);
        } else {
            features.close();
        }
        return wanted;
    }

    private static NDArray pooled(NDArray x, Map<Tap, NDArray> wanted, Tap tap) {
        try (x) {
            NDArray y = MixedBlock.Pool.HALVING.of(x);
            keepMean(y, wanted, tap);
            return y;
        }
    }

    private static void keepMean(NDArray x, Map<Tap, NDArray> wanted, Tap tap) {
        if (wanted.containsKey(tap)) {
            wanted.put(tap, mean(x));
        }
    }

    private static NDArray mean(NDArray x) {
        return ScriptFunction.of(
                        "x: Tensor",
                        "Tensor",
                        "return torch.mean(torch.to(x, 6), [2, 3], False, dtype=None)")
                .apply(x);
    }

    private void logits(NDArray features, Map<Tap, NDArray> wanted) {
        if (wanted.containsKey(Tap.LOGITS_UNBIASED)) {
            wanted.put(
                    Tap.LOGITS_UNBIASED,
                    ScriptFunction.of(
                                    "x: Tensor, w: Tensor",
                                    "Tensor",
                                    "return torch.matmul(x, torch.t(w))")
                            .apply(features, classifier.weight.array()));
        }
        if (wanted.containsKey(Tap.LOGITS)) {
            wanted.put(
                    Tap.LOGITS,
                    ScriptFunction.of(
                                    "x: Tensor, w: Tensor, b: Tensor",
                                    "Tensor",
                                    "return torch.linear(x, w, b)")
                            .apply(features, classifier.weight.array(), classifier.bias.array()));
        }
    }

    /**
     * Logits of features that were computed before.
     *
     * @param features (n, 2048), row-major
     * @param biased whether the classifier's bias is added
     * @return (n, 1008), row-major
     */
    public float[] logits(Pass pass, float[] features, boolean biased) {
        Tap tap = biased ? Tap.LOGITS : Tap.LOGITS_UNBIASED;
        Map<Tap, NDArray> wanted = new LinkedHashMap<>();
        wanted.put(tap, null);
        try (NDArray x = pass.array(features, features.length / FEATURES, FEATURES)) {
            logits(x, wanted);
        }
        try (NDArray y = wanted.get(tap)) {
            return y.toFloatArray();
        }
    }
}
