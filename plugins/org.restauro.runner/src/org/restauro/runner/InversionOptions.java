// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.restauro.engine.ComputePolicy;
import org.restauro.metrics.weights.MetricWeights;
import org.restauro.metrics.weights.MissingWeightsException;
import org.restauro.metrics.weights.WeightFile;
import org.restauro.models.file.ModelFile;
import org.restauro.models.file.ModelImporter;
import org.restauro.models.gan.LatentSpace;
import org.restauro.models.perceptual.Lpips;
import org.restauro.models.perceptual.Trunk;
import org.restauro.models.perceptual.Vgg16;
import org.restauro.training.inversion.Fit;
import org.restauro.training.inversion.InversionSettings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say how codes are searched and judged. */
final class InversionOptions {
    private static final String FORMULA = "formula";
    private static final String LPIPS = "lpips";
    private static final String PIXELS = "pixels";
    private static final String FEATURES = "features";
    private static final int USUAL_STEPS = 500;

    @Option(
            names = "--space",
            paramLabel = "SPACE",
            description =
                    "What is found: w (one style), wp (a style a layer), y or z; by default the"
                            + " encoder's own, w without an encoder.")
    private LatentSpace space;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description =
                    "Steps of optimisation; by default none with an encoder, 500 without."
                            + " StyleGAN2's projector makes 1000.")
    private Integer steps;

    @Option(
            names = "--loss",
            paramLabel = "TERMS",
            defaultValue = LPIPS,
            description =
                    "What optimisation makes small: lpips (default), pixels (needs no weights),"
                            + " features (of VGG-16), or several with their factors, such as"
                            + " lpips=1,pixels=0.1.")
    private String loss;

    @Option(
            names = "--rate",
            paramLabel = "RATE",
            defaultValue = "0.1",
            description = "Largest learning rate (default ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = {"-w", "--weights"},
            split = ",",
            paramLabel = "DIR|FILE",
            description =
                    "Where LPIPS's weight files are, under their published names (see 'restauro"
                            + " catalog'); or formula: untrained weights that show that everything"
                            + " works.")
    private List<String> weights = List.of();

    @Option(
            names = "--lpips-network",
            paramLabel = "NAME",
            defaultValue = "vgg",
            description = "vgg (default), alex or squeeze.")
    private String network;

    @Option(
            names = "--vgg16",
            paramLabel = "FILE",
            description = "VGG-16's weights of Keras as GenForce names them, for features.")
    private Path vgg16;

    @Option(
            names = "--fit",
            defaultValue = "crop",
            description =
                    "How images become squares of the model's size: crop (default; the centre),"
                            + " stretch, or exact: others are errors.")
    private Fit fit;

    /** Networks that judge; null for those that are not needed. */
    record Judges(Lpips lpips, Vgg16 features) implements AutoCloseable {
        @Override
        public void close() {
            if (lpips != null) {
                lpips.close();
            }
            if (features != null) {
                features.close();
            }
        }
    }

    InversionSettings settings(CommandSpec spec, boolean withEncoder) {
        Map<String, Double> terms = terms(spec);
        try {
            InversionSettings usual = InversionSettings.ENCODER_ALONE;
            return new InversionSettings(
                    space,
                    steps != null ? steps : withEncoder ? 0 : USUAL_STEPS,
                    rate,
                    usual.rampUp(),
                    usual.rampDown(),
                    usual.exploration(),
                    usual.explorationEnd(),
                    terms.getOrDefault(LPIPS, 0.0),
                    terms.getOrDefault(PIXELS, 0.0),
                    terms.getOrDefault(FEATURES, 0.0),
                    fit);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Map<String, Double> terms(CommandSpec spec) {
        Map<String, Double> usual =
                Map.of(
                        LPIPS, 1.0,
                        PIXELS, 1.0,
                        FEATURES, InversionSettings.PUBLISHED_FEATURE_WEIGHT);
        Map<String, Double> terms = new HashMap<>();
        for (String part : loss.toLowerCase(Locale.ROOT).split(",")) {
            String[] sides = part.strip().split("=", 2);
            try {
                double weight =
                        sides.length == 2
                                ? Double.parseDouble(sides[1])
                                : usual.getOrDefault(sides[0], Double.NaN);
                if (!usual.containsKey(sides[0]) || terms.put(sides[0], weight) != null) {
                    throw new NumberFormatException();
                }
            } catch (NumberFormatException e) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--loss is "
                                + loss
                                + "; lpips, pixels, features or several of them with factors, such"
                                + " as lpips=1,pixels=0.1, would be right.",
                        e);
            }
        }
        return terms;
    }

    /**
     * Opens what judges: what the search needs, and LPIPS for the report where its weights are.
     *
     * @throws IOException if weights that the search needs are missing, saying what to do
     */
    Judges judges(InversionSettings settings, ComputePolicy policy) throws IOException {
        boolean searched = settings.steps() > 0;
        Lpips lpips = lpips(searched && settings.lpipsWeight() > 0, policy);
        try {
            boolean seen = searched && settings.featureWeight() > 0;
            return new Judges(lpips, seen ? features(policy) : null);
        } catch (IOException | RuntimeException e) {
            if (lpips != null) {
                lpips.close();
            }
            throw e;
        }
    }

    private Lpips lpips(boolean needed, ComputePolicy policy) throws IOException {
        Trunk.Kind kind = Trunk.Kind.parse(network);
        MetricWeights places =
                weights.equals(List.of(FORMULA))
                        ? MetricWeights.formula()
                        : MetricWeights.in(weights.stream().map(Path::of).toList());
        if (!needed && !places.isFormula() && places.find(WeightFile.of(kind)).isEmpty()) {
            return null;
        }
        try {
            return places.lpips(kind, policy);
        } catch (MissingWeightsException e) {
            throw new IOException(
                    e.getMessage() + " Or go without LPIPS: --loss pixels needs no weights.", e);
        }
    }

    private Vgg16 features(ComputePolicy policy) throws IOException {
        if (vgg16 == null) {
            throw new IOException(
                    "Features need VGG-16's weights; give their file as --vgg16, or another"
                            + " --loss.");
        }
        Vgg16 network = new Vgg16();
        try (ModelFile file = ModelImporter.open(vgg16)) {
            network.loadPublished(file.network(file.networks().iterator().next()), policy);
            return network;
        } catch (IOException | RuntimeException e) {
            network.close();
            throw e;
        }
    }
}
