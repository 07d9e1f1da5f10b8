// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.convert;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.weights.StateDict;
import org.restauro.models.file.ModelFile;
import org.restauro.models.gan.DiscriminatorConfig;
import org.restauro.models.gan.GanDiscriminator;
import org.restauro.models.gan.GanFamily;
import org.restauro.models.gan.GanGenerator;
import org.restauro.models.gan.GanModels;
import org.restauro.models.gan.GeneratorConfig;
import org.restauro.models.gan.Sampling;
import org.restauro.models.gan.inversion.InversionEncoder;
import org.restauro.models.gan.inversion.InversionModels;

/**
 * Compares a model with the file it was written to: the same latents through the networks as they
 * were read from the source, and through those of the file, each with its own configuration. It
 * shows what rounding, a layout without a place for something, or a lost option changes. That
 * converted networks compute what NVIDIA's do is not compared here but in the tests of this
 * package, against values that NVIDIA's code has computed.
 */
public final class ConversionCheck {
    /** Truncation of the compared pictures, as in the published check. */
    private static final double PSI = 0.5;

    private static final int TRUNCATED = 18;

    private static final String CLAMP = "conv_clamp";

    private final ModelFile source;
    private final ModelFile written;
    private final boolean states;
    private final int count;
    private final ComputePolicy policy = ComputePolicy.REFERENCE;
    private final List<Difference> differences = new ArrayList<>();

    /**
     * A difference.
     *
     * @param network that was compared
     * @param what of it, in words
     * @param mean magnitude
     * @param largest magnitude
     * @param deviation standard deviation of what was compared, to judge them by
     */
    public record Difference(
            String network, String what, double mean, double largest, double deviation) {}

    private ConversionCheck(ModelFile source, ModelFile written, boolean states, int count) {
        this.source = source;
        this.written = written;
        this.states = states;
        this.count = count;
    }

    /**
     * Compares every network that both models have: pictures of generators, scores of
     * discriminators on pictures of noise, codes of encoders, values of the tensors of anything
     * else.
     *
     * @param states whether the written file states the options of its networks, as our own do.
     *     GenForce's do not: who loads them gives them, as the notes of {@link GenforceFile#write}
     *     tell, and only limits of magnitudes are then not to be had
     * @param count how many latents, 1 or more; their seeds are 0, 1, …
     */
    public static List<Difference> compare(
            ModelFile source, ModelFile written, boolean states, int count) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    count + " latents cannot be compared; 1 or more would be right.");
        }
        ConversionCheck check = new ConversionCheck(source, written, states, count);
        for (String network : source.networks()) {
            if (written.networks().contains(network)) {
                check.network(network);
            }
        }
        return check.differences;
    }

    private void network(String ours) {
        if (ours.equals(InversionModels.ENCODER)) {
            encoder();
        } else if (ours.equals(ModelFile.DISCRIMINATOR) && isGan(source)) {
            discriminator();
        } else if (ours.startsWith(ModelFile.GENERATOR) && isGan(source)) {
            generator(ours);
        } else {
            tensors(ours, source.network(ours), written.network(ours));
        }
    }

    private static boolean isGan(ModelFile model) {
        return Arrays.stream(GanFamily.values())
                .anyMatch(f -> f.toString().equals(model.description().family()));
    }

    private void generator(String ours) {
        GeneratorConfig config = GanModels.generatorConfig(source, ours);
        GeneratorConfig read =
                states
                        ? GanModels.generatorConfig(written, ours)
                        : GeneratorConfig.fromJson(
                                config.toJson().put(CLAMP, 0).put("shared_filter", true));
        try (GanGenerator a = GanModels.generator(config, source.network(ours), policy);
                GanGenerator b = GanModels.generator(read, written.network(ours), policy)) {
            Sum sum = new Sum();
            for (int seed = 0; seed < count; seed++) {
                sum.add(picture(a, seed), picture(b, seed));
            }
            add(ours, count + " pictures", sum);
        }
    }

    private float[] picture(GanGenerator g, int seed) {
        int z = g.config().zDim();
        Noise noise = Noise.seeded(seed);
        Sampling sampling =
                g.config().family() == GanFamily.PGGAN
                        ? Sampling.PLAIN
                        : Sampling.truncated(PSI, TRUNCATED);
        try (Pass pass = Pass.inference(policy, noise);
                NDArray latent = pass.array(noise.normal("z", 1, z), 1, z);
                NDArray label = oneHot(pass, g.config().labelSize(), seed);
                NDArray picture = g.generate(pass, latent, label, sampling)) {
            return Ops.floats(picture);
        }
    }

    private static NDArray oneHot(Pass pass, int labels, int seed) {
        if (labels == 0) {
            return null;
        }
        float[] label = new float[labels];
        label[seed % labels] = 1;
        return pass.array(label, 1, labels);
    }

    private void discriminator() {
        DiscriminatorConfig config = GanModels.discriminatorConfig(source);
        DiscriminatorConfig read =
                states
                        ? GanModels.discriminatorConfig(written)
                        : DiscriminatorConfig.fromJson(config.toJson().put(CLAMP, 0));
        String name = ModelFile.DISCRIMINATOR;
        try (GanDiscriminator a = GanModels.discriminator(config, source.network(name), policy);
                GanDiscriminator b = GanModels.discriminator(read, written.network(name), policy)) {
            Sum sum = new Sum();
            for (int seed = 0; seed < count; seed++) {
                sum.add(score(a, seed), score(b, seed));
            }
            add(ModelFile.DISCRIMINATOR, "scores of " + count + " pictures of noise", sum);
        }
    }

    private float[] score(GanDiscriminator d, int seed) {
        int side = d.config().resolution();
        int channels = d.config().imageChannels();
        Noise noise = Noise.seeded(seed);
        float[] pixels = noise.normal("image", 1, channels, side, side);
        boolean labelled = d.config().family() != GanFamily.PGGAN;
        try (Pass pass = Pass.inference(policy, noise);
                NDArray image = pass.array(pixels, 1, channels, side, side);
                NDArray label = oneHot(pass, labelled ? d.config().labelSize() : 0, seed);
                NDArray scores = d.judge(pass, image, label)) {
            return Ops.floats(scores);
        }
    }

    private void encoder() {
        try (InversionEncoder a = InversionModels.encoder(source, policy);
                InversionEncoder b = InversionModels.encoder(written, policy)) {
            Sum sum = new Sum();
            for (int seed = 0; seed < count; seed++) {
                sum.add(codes(a, seed), codes(b, seed));
            }
            add(InversionModels.ENCODER, "codes of " + count + " pictures of noise", sum);
        }
    }

    /** All codes one after another: how they are padded depends on how heads are cut. */
    private float[] codes(InversionEncoder e, int seed) {
        int side = e.config().resolution();
        int channels = e.config().imageChannels();
        Noise noise = Noise.seeded(seed);
        float[] pixels = noise.normal("image", 1, channels, side, side);
        try (Pass pass = Pass.inference(policy, noise);
                NDArray image = pass.array(pixels, 1, channels, side, side);
                NDArray padded = e.forward(pass, image)) {
            float[] all = Ops.floats(padded);
            List<Integer> sizes = e.config().codeSizes();
            int width = all.length / sizes.size();
            float[] codes = new float[sizes.stream().mapToInt(n -> n).sum()];
            int at = 0;
            for (int i = 0; i < sizes.size(); i++) {
                System.arraycopy(all, i * width, codes, at, sizes.get(i));
                at += sizes.get(i);
            }
            return codes;
        }
    }

    private void tensors(String network, StateDict a, StateDict b) {
        Sum sum = new Sum();
        for (String name : a.names()) {
            sum.add(a.get(name).toFloats(), b.get(name).toFloats());
        }
        add(network, "values of " + a.size() + " tensors", sum);
    }

    private void add(String network, String what, Sum sum) {
        differences.add(new Difference(network, what, sum.mean(), sum.largest, sum.deviation()));
    }

    /** What is summed over pairs of values. */
    private static final class Sum {
        private long count;
        private double difference;
        private double largest;
        private double values;
        private double squares;

        void add(float[] a, float[] b) {
            if (a.length != b.length) {
                throw new IllegalArgumentException(
                        "The file gives "
                                + b.length
                                + " values where the source gives "
                                + a.length);
            }
            for (int i = 0; i < a.length; i++) {
                // the same value is no difference, also where it is not finite
                double d = Float.compare(a[i], b[i]) == 0 ? 0 : Math.abs((double) a[i] - b[i]);
                difference += d;
                largest = d > largest || Double.isNaN(d) ? d : largest;
                values += a[i];
                squares += (double) a[i] * a[i];
            }
            count += a.length;
        }

        double mean() {
            return count == 0 ? 0 : difference / count;
        }

        double deviation() {
            double mean = count == 0 ? 0 : values / count;
            return count == 0 ? 0 : Math.sqrt(Math.max(0, squares / count - mean * mean));
        }
    }
}
