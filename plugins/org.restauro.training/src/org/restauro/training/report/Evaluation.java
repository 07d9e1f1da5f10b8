// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.restauro.engine.Noise;
import org.restauro.engine.weights.StateDict;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.images.compare.ImageScores;
import org.restauro.images.source.Sample;
import org.restauro.images.source.SampleBatch;
import org.restauro.models.inpaint.InpaintingNetwork;
import org.restauro.models.inpaint.NoiseMode;
import org.restauro.models.inpaint.Sampling;
import org.restauro.training.Controller;
import org.restauro.training.TrainingBatch;
import org.restauro.training.TrainingRun;
import org.restauro.training.checkpoint.Persistent;

/**
 * Restores held-out samples every n steps and scores them: {@value #PSNR_HOLE}, {@value
 * #SSIM_HOLE}, {@value #L1_HOLE} within the holes, {@value #PSNR} over the whole images, each the
 * mean over the samples (see {@link ImageScores}). A sample whose mask has no hole counts for the
 * whole image only.
 *
 * <p>Images, masks, latents and noise are the same each time, so that the numbers differ by the
 * network alone; training's randomness is not touched. The log gets the values once after each
 * evaluation, as those of a {@link ValueSource}.
 */
public final class Evaluation implements Controller, ValueSource, Persistent {
    /** Name of the PSNR within holes, dB; the best network is the one with the highest. */
    public static final String PSNR_HOLE = "Valid/psnr_hole";

    /** Name of the SSIM within holes. */
    public static final String SSIM_HOLE = "Valid/ssim_hole";

    /** Name of the L1 within holes. */
    public static final String L1_HOLE = "Valid/l1_hole";

    /** Name of the PSNR of whole images, dB. */
    public static final String PSNR = "Valid/psnr";

    private static final float HALF_RANGE = 127.5f;

    /** What a network made of a sample. */
    public record Restoration(PixelImage image, Mask mask, PixelImage truth) {}

    /** Is told each evaluation. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Called after the samples were scored.
         *
         * @param step steps done
         * @param images images seen
         * @param values the scores by name
         * @param best whether {@link #PSNR_HOLE} is higher than ever before
         * @param restorations of the samples, in their order
         */
        void evaluated(
                long step,
                long images,
                Map<String, Double> values,
                boolean best,
                List<Restoration> restorations)
                throws IOException;
    }

    private final InpaintingNetwork network;
    private final HeldOut samples;
    private final long everySteps;
    private final int together;
    private final NoiseMode noiseMode;
    private final List<Listener> listeners;
    private String name = "evaluation";
    private String group = "Valid/";
    private long also = -1;
    private Map<String, Double> fresh = Map.of();
    private double best = Double.NaN;
    private long bestStep = -1;
    private long bestImages = -1;

    /**
     * An evaluation.
     *
     * @param network the averaged one; stays the caller's
     * @param everySteps steps between evaluations, 1 or more
     * @param together samples restored at a time: that of a round of training
     * @param noiseMode noise of the layers, as the network will be used
     * @param listeners told in their order: pictures, the keeper of the best network
     */
    public Evaluation(
            InpaintingNetwork network,
            HeldOut samples,
            long everySteps,
            int together,
            NoiseMode noiseMode,
            List<Listener> listeners) {
        if (everySteps < 1 || together < 1) {
            throw new IllegalArgumentException(
                    "An evaluation every "
                            + everySteps
                            + " steps of "
                            + together
                            + " samples at a time is not possible; 1 or more would be right.");
        }
        if (samples.side() % network.builtSize() != 0) {
            throw new IllegalArgumentException(
                    "The held-out samples have "
                            + samples.side()
                            + " pixels a side, but the network restores multiples of "
                            + network.builtSize()
                            + ".");
        }
        this.network = network;
        this.samples = samples;
        this.everySteps = everySteps;
        this.together = together;
        this.noiseMode = noiseMode;
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public Priority priority() {
        return Priority.HIGH;
    }

    /**
     * Gives it another name beside a second evaluation; returns this.
     *
     * @param part its part of a checkpoint
     * @param values beginning of its values' names, in place of {@code Valid/}
     */
    public Evaluation named(String part, String values) {
        name = part;
        group = values;
        return this;
    }

    /** Evaluates in one more step, such as the last of a run; returns this. */
    public Evaluation alsoAfter(long step) {
        also = step;
        return this;
    }

    @Override
    public void afterStep(TrainingRun run) throws IOException {
        if (run.step() % everySteps == 0 || run.step() == also) {
            evaluate(run.step(), run.images());
        }
    }

    /**
     * Evaluates now, for example before the first step of a fine-tuning.
     *
     * @return the scores by name
     */
    public Map<String, Double> evaluate(long step, long images) throws IOException {
        List<Restoration> restorations = restore();
        Map<String, Double> scores = scores(restorations);
        double score = scores.get(PSNR_HOLE);
        Map<String, Double> named = new LinkedHashMap<>();
        scores.forEach((key, v) -> named.put(group + key.substring(key.indexOf('/') + 1), v));
        fresh = named;
        boolean improved = score > best || Double.isNaN(best) && !Double.isNaN(score);
        if (improved) {
            best = score;
            bestStep = step;
            bestImages = images;
        }
        Map<String, Double> values = fresh;
        for (Listener listener : listeners) {
            listener.evaluated(step, images, values, improved, restorations);
        }
        return values;
    }

    private List<Restoration> restore() {
        float[] latents =
                Noise.seeded(samples.seed())
                        .normal("held-out", samples.size(), network.latentSize());
        List<Restoration> restorations = new ArrayList<>();
        for (int from = 0; from < samples.size(); from += together) {
            int to = Math.min(samples.size(), from + together);
            float[] z =
                    Arrays.copyOfRange(
                            latents, from * network.latentSize(), to * network.latentSize());
            Sampling sampling = new Sampling(z, 1, noiseMode, samples.seeds(from, to));
            restorations.addAll(restore(samples.batch(from, to), sampling));
        }
        return restorations;
    }

    private List<Restoration> restore(SampleBatch batch, Sampling sampling) {
        int side = samples.side();
        TrainingBatch input = TrainingBatch.of(batch);
        float[] restored =
                network.inpaint(input.images(), input.masks(), batch.size(), side, side, sampling);
        List<Restoration> restorations = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            Sample sample = batch.samples().get(i);
            PixelImage image = image(restored, i, side);
            restorations.add(new Restoration(image, sample.toMask(), sample.toImage()));
        }
        return restorations;
    }

    /** Values are limited, then rounded, as the published metrics do. */
    private static PixelImage image(float[] values, int index, int side) {
        int plane = side * side;
        byte[] interleaved = new byte[3 * plane];
        for (int c = 0; c < 3; c++) {
            for (int i = 0; i < plane; i++) {
                float v = (values[(index * 3 + c) * plane + i] + 1) * HALF_RANGE;
                interleaved[i * 3 + c] = (byte) Math.round(Math.max(0, Math.min(255, v)));
            }
        }
        return PixelImage.of8(side, side, 3, interleaved);
    }

    private static Map<String, Double> scores(List<Restoration> restorations) throws IOException {
        List<ImageScores> whole = new ArrayList<>();
        List<ImageScores> holes = new ArrayList<>();
        for (Restoration r : restorations) {
            whole.add(ImageScores.of(r.image(), r.truth()));
            if (r.mask().hasHole()) {
                holes.add(ImageScores.inHoles(r.image(), r.truth(), r.mask()));
            }
        }
        ImageScores inHoles = ImageScores.mean(holes);
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(PSNR_HOLE, inHoles.psnr());
        values.put(SSIM_HOLE, inHoles.ssim());
        values.put(L1_HOLE, inHoles.l1());
        values.put(PSNR, ImageScores.mean(whole).psnr());
        return values;
    }

    /** The scores of the last evaluation, once; then nothing until the next one. */
    @Override
    public Map<String, Double> values() {
        Map<String, Double> values = fresh;
        fresh = Map.of();
        return values;
    }

    /** The highest {@link #PSNR_HOLE} so far; not a number before the first evaluation. */
    public double best() {
        return best;
    }

    /** The step of the best evaluation; −1 before the first. */
    public long bestStep() {
        return bestStep;
    }

    /** The images seen at the best evaluation; −1 before the first. */
    public long bestImages() {
        return bestImages;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ObjectNode numbers() {
        ObjectNode numbers = JsonNodeFactory.instance.objectNode();
        if (!Double.isNaN(best)) {
            numbers.put("best", Double.toString(best)); // text: it may be infinite
            numbers.put("bestStep", bestStep);
            numbers.put("bestImages", bestImages);
        }
        return numbers;
    }

    @Override
    public void restore(StateDict tensors, JsonNode numbers) {
        Kept kept = new Kept(name(), numbers);
        best = kept.number("best", Double.NaN);
        bestStep = (long) kept.number("bestStep", -1);
        bestImages = (long) kept.number("bestImages", -1);
    }
}
