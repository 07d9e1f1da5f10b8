// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.restauro.engine.ComputePolicy;
import org.restauro.metrics.Metric;
import org.restauro.metrics.ScoreSettings;
import org.restauro.metrics.statistics.CovarianceRule;
import org.restauro.metrics.weights.MetricWeights;
import org.restauro.models.inception.InceptionInput;
import picocli.CommandLine.Option;

/** The options that say how scores are computed. */
final class ScoreOptions {
    private static final String FORMULA = "formula";

    @Option(
            names = {"-w", "--weights"},
            split = ",",
            paramLabel = "DIR|FILE",
            description =
                    "Where the networks' weight files are, under their published names (see"
                            + " 'restauro catalog'); or formula: untrained weights that show that"
                            + " everything works.")
    private List<String> weights = List.of();

    @Option(
            names = "--resize",
            defaultValue = "tensorflow",
            description =
                    "How pictures become Inception's input: tensorflow (default; MAT, NVIDIA,"
                            + " torch-fidelity) or half-pixel (pytorch-fid, GenForce).")
    private String resize;

    @Option(
            names = "--covariance",
            defaultValue = "n",
            description =
                    "What FID's covariance is divided by: n (default; MAT, NVIDIA) or n-1"
                            + " (pytorch-fid, torch-fidelity, GenForce).")
    private String covariance;

    @Option(
            names = "--batch",
            defaultValue = "32",
            paramLabel = "N",
            description = "Pictures that go through Inception at once (default ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--decoders",
            paramLabel = "N",
            description = "Threads that read and decode; by default half the cores.")
    private Integer decoders;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Keep features here by the pictures' content, for the next time.")
    private Path cache;

    @Option(
            names = "--statistics",
            defaultValue = "torch",
            paramLabel = "NAME",
            description = "What computes covariances: torch (default), or nd4j where installed.")
    private String statistics;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "cpu, cuda or cuda:1; by default the best there is.")
    private String device;

    @Option(
            names = "--precision",
            defaultValue = "float32",
            paramLabel = "TYPE",
            description =
                    "float32 (default: the published numbers) or bfloat16, which is faster and"
                            + " changes them.")
    private String precision;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Processor threads of one operation; by default as PyTorch chooses.")
    private Integer threads;

    /** How it will be computed. */
    ComputePolicy policy() {
        StringJoiner text = new StringJoiner(",").add(precision);
        if (device != null) {
            text.add(device);
        }
        if (threads != null) {
            text.add("threads=" + threads);
        }
        return ComputePolicy.parse(text.toString());
    }

    ScoreSettings settings(Set<Metric> metrics) {
        ScoreSettings settings =
                ScoreSettings.published(metrics)
                        .with(policy())
                        .with(InceptionInput.parse(resize), CovarianceRule.parse(covariance))
                        .withStatistics(statistics)
                        .withCache(cache);
        return settings.withBatch(batch, decoders == null ? settings.decoders() : decoders);
    }

    MetricWeights weights() {
        return weights.equals(List.of(FORMULA))
                ? MetricWeights.formula()
                : MetricWeights.in(weights.stream().map(Path::of).toList());
    }
}
