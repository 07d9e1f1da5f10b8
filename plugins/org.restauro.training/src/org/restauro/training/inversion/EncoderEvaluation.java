// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.inversion;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.weights.StateDict;
import org.restauro.images.PixelImage;
import org.restauro.images.compare.ImageScores;
import org.restauro.images.source.Sample;
import org.restauro.images.source.SampleBatch;
import org.restauro.training.Controller;
import org.restauro.training.TrainingBatch;
import org.restauro.training.TrainingRun;
import org.restauro.training.checkpoint.Persistent;
import org.restauro.training.report.ValueSource;

/**
 * Reconstructs held-out images and scores them: {@value #PSNR}, {@value #SSIM}, {@value #L1}, each
 * the mean over the images. The log gets the values once after each evaluation.
 */
final class EncoderEvaluation implements Controller, ValueSource, Persistent {
    /** Name of the PSNR, dB; the best encoder is the one with the highest. */
    static final String PSNR = "Valid/psnr";

    static final String SSIM = "Valid/ssim";
    static final String L1 = "Valid/l1";

    private static final String BEST = "best";

    /** Is told each evaluation. */
    @FunctionalInterface
    interface Listener {
        /**
         * Called after the images were scored.
         *
         * @param best whether the PSNR is higher than ever before
         */
        void evaluated(TrainingRun run, boolean best, List<PixelImage> reconstructions)
                throws IOException;
    }

    private final Autoencoder networks;
    private final List<Sample> samples;
    private final ComputePolicy policy;
    private final int together;
    private final List<Listener> listeners;
    private Map<String, Double> fresh = Map.of();
    private double best = Double.NaN;

    /**
     * An evaluation.
     *
     * @param samples at least one
     * @param together images reconstructed at a time
     */
    EncoderEvaluation(
            Autoencoder networks,
            List<Sample> samples,
            ComputePolicy policy,
            int together,
            List<Listener> listeners) {
        this.networks = networks;
        this.samples = List.copyOf(samples);
        this.policy = policy;
        this.together = together;
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public Priority priority() {
        return Priority.HIGH;
    }

    @Override
    public void afterStep(TrainingRun run) throws IOException {
        List<PixelImage> made = new ArrayList<>();
        for (int from = 0; from < samples.size(); from += together) {
            int to = Math.min(samples.size(), from + together);
            made.addAll(reconstructions(samples.subList(from, to)));
        }
        double psnr = score(made);
        boolean improved = psnr > best || Double.isNaN(best) && !Double.isNaN(psnr);
        best = improved ? psnr : best;
        for (Listener listener : listeners) {
            listener.evaluated(run, improved, made);
        }
    }

    private List<PixelImage> reconstructions(List<Sample> some) {
        TrainingBatch batch = TrainingBatch.of(new SampleBatch(new ArrayList<>(some)));
        int side = batch.side();
        List<PixelImage> pictures = new ArrayList<>();
        try (Pass pass = Pass.inference(policy, Noise.seeded(0))) {
            NDArray images = pass.array(batch.images(), batch.size(), batch.channels(), side, side);
            float[] values = Ops.floats(networks.reconstructions(pass, images));
            for (int i = 0; i < batch.size(); i++) {
                pictures.add(Pictures.image(values, i, side));
            }
        }
        return pictures;
    }

    private double score(List<PixelImage> made) throws IOException {
        List<ImageScores> scores = new ArrayList<>();
        for (int i = 0; i < made.size(); i++) {
            scores.add(ImageScores.of(made.get(i), samples.get(i).toImage()));
        }
        ImageScores mean = ImageScores.mean(scores);
        fresh = new LinkedHashMap<>();
        fresh.put(PSNR, mean.psnr());
        fresh.put(SSIM, mean.ssim());
        fresh.put(L1, mean.l1());
        return mean.psnr();
    }

    /** The scores of the last evaluation, once; then nothing until the next one. */
    @Override
    public Map<String, Double> values() {
        Map<String, Double> values = fresh;
        fresh = Map.of();
        return values;
    }

    @Override
    public String name() {
        return "evaluation";
    }

    @Override
    public ObjectNode numbers() {
        ObjectNode numbers = JsonNodeFactory.instance.objectNode();
        if (!Double.isNaN(best)) {
            numbers.put(BEST, Double.toString(best)); // text: it may be infinite
        }
        return numbers;
    }

    @Override
    public void restore(StateDict tensors, JsonNode numbers) {
        best = numbers.has(BEST) ? Double.parseDouble(numbers.get(BEST).asText()) : Double.NaN;
    }
}
