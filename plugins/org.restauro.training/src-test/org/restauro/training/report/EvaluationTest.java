// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.engine.Torch;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.engine.weights.StateDict;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.source.MaskSupply;
import org.restauro.images.source.MemorySource;
import org.restauro.images.source.SampleSpec;
import org.restauro.models.inpaint.InpaintingNetwork;
import org.restauro.models.inpaint.NoiseMode;
import org.restauro.models.inpaint.Sampling;
import org.restauro.models.mat.MatInpaintingNetwork;
import org.restauro.training.Small;
import org.restauro.training.loss.TwoStageSettings;

class EvaluationTest {
    private static final int SIDE = 32;

    @TempDir Path folder;

    /** Fills holes with one value, which may be changed, and remembers what it was given. */
    private static final class Painter implements InpaintingNetwork {
        private float value;
        private final List<Integer> sizes = new ArrayList<>();
        private final List<float[]> latents = new ArrayList<>();
        private final List<Long> seeds = new ArrayList<>();

        @Override
        public int builtSize() {
            return SIDE;
        }

        @Override
        public int latentSize() {
            return 3;
        }

        @Override
        public float[] inpaint(
                float[] images, float[] masks, int n, int h, int w, Sampling sampling) {
            sizes.add(n);
            latents.add(sampling.z());
            Arrays.stream(sampling.seeds()).forEach(seeds::add);
            float[] out = images.clone();
            int plane = h * w;
            for (int i = 0; i < out.length; i++) {
                if (masks[i / (3 * plane) * plane + i % plane] == 0) {
                    out[i] = value;
                }
            }
            return out;
        }

        @Override
        public void close() {}
    }

    private static HeldOut samples(int images, int count) throws Exception {
        MemorySource.Builder source = MemorySource.of("pictures");
        for (int i = 0; i < images; i++) {
            byte[] pixels = new byte[40 * 40 * 3];
            Arrays.fill(pixels, (byte) 128);
            source.add("i" + i, PixelImage.of8(40, 40, 3, pixels));
        }
        SampleSpec spec = SampleSpec.of(SIDE, 9).withMasks(MaskSupply.mat());
        return HeldOut.draw(source.build(), spec, count);
    }

    private static Evaluation evaluation(
            InpaintingNetwork network, HeldOut samples, Evaluation.Listener... listeners) {
        return new Evaluation(network, samples, 5, 2, NoiseMode.CONST, List.of(listeners));
    }

    @Test
    void samples_are_drawn_once_and_the_same_each_time() throws Exception {
        HeldOut samples = samples(3, 5);
        assertThat(samples.size()).isEqualTo(5);
        assertThat(samples.samples()).extracting(s -> s.index()).containsExactly(0, 1, 2, 0, 1);
        HeldOut again = samples(3, 5);
        for (int i = 0; i < 5; i++) {
            assertThat(again.samples().get(i).mask()).isEqualTo(samples.samples().get(i).mask());
        }
        assertThat(samples.samples().get(0).mask()).isNotEqualTo(samples.samples().get(3).mask());
    }

    @Test
    void scores_the_holes_and_the_whole_and_says_them_once() throws Exception {
        Painter painter = new Painter();
        painter.value = 230 / 127.5f - 1; // 102 of 255 above the truth
        Evaluation evaluation = evaluation(painter, samples(2, 5));
        Map<String, Double> values = evaluation.evaluate(10, 20);

        assertThat(values.keySet())
                .containsExactly(
                        "Valid/psnr_hole", "Valid/ssim_hole", "Valid/l1_hole", "Valid/psnr");
        assertThat(values.get("Valid/psnr_hole"))
                .isCloseTo(20 * Math.log10(255 / 102.0), within(1e-9));
        assertThat(values.get("Valid/l1_hole")).isCloseTo(0.4, within(1e-9));
        assertThat(values.get("Valid/psnr")).isGreaterThan(values.get("Valid/psnr_hole"));
        assertThat(painter.sizes).containsExactly(2, 2, 1);
        assertThat(evaluation.values()).isEqualTo(values);
        assertThat(evaluation.values()).isEmpty();
    }

    @Test
    void latents_and_seeds_are_always_the_same() throws Exception {
        Painter painter = new Painter();
        Evaluation evaluation = evaluation(painter, samples(2, 4));
        evaluation.evaluate(10, 20);
        evaluation.evaluate(20, 40);
        assertThat(painter.latents.get(2)).isEqualTo(painter.latents.get(0)).hasSize(6);
        assertThat(painter.latents.get(1)).isNotEqualTo(painter.latents.get(0));
        assertThat(painter.seeds.subList(0, 4))
                .doesNotHaveDuplicates()
                .isEqualTo(painter.seeds.subList(4, 8));
    }

    @Test
    void tells_when_the_network_is_better_than_ever_and_remembers_it() throws Exception {
        List<String> told = new ArrayList<>();
        Evaluation.Listener listener =
                (step, images, values, best, restorations) ->
                        told.add(step + " " + images + " " + best + " " + restorations.size());
        Painter painter = new Painter();
        Evaluation evaluation = evaluation(painter, samples(2, 3), listener);
        float[] fills = {0.8f, 0.5f, 0.6f};
        for (int i = 0; i < fills.length; i++) {
            painter.value = fills[i];
            evaluation.evaluate(i, 10 * i);
        }
        assertThat(told).containsExactly("0 0 true 3", "1 10 true 3", "2 20 false 3");
        assertThat(evaluation.bestStep()).isEqualTo(1);
        assertThat(evaluation.bestImages()).isEqualTo(10);

        Evaluation resumed = evaluation(painter, samples(2, 3), listener);
        assertThat(resumed.numbers()).isEmpty();
        resumed.restore(new StateDict(), evaluation.numbers());
        assertThat(resumed.best()).isEqualTo(evaluation.best());
        assertThat(resumed.numbers()).isEqualTo(evaluation.numbers());
        resumed.evaluate(3, 30);
        assertThat(told).last().isEqualTo("3 30 false 3");
        assertThatThrownBy(
                        () ->
                                resumed.restore(
                                        new StateDict(), resumed.numbers().put("best", "much")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"much\" as best of evaluation");
    }

    @Test
    void pictures_are_written_with_hatched_holes() throws Exception {
        SampleGrid grid = new SampleGrid(folder.resolve("samples"), 3);
        assertThat(grid.latest()).isNull();
        HeldOut samples = samples(2, 5);
        evaluation(new Painter(), samples, grid).evaluate(10, 4_499);

        PixelImage picture =
                ImageFiles.read(Files.list(folder.resolve("samples")).findFirst().orElseThrow());
        assertThat(folder.resolve("samples/kimg-000004.png")).exists();
        assertThat(picture.width()).isEqualTo(2 * (3 * SIDE + 4) + 10);
        assertThat(picture.height()).isEqualTo(2 * SIDE + 10);
        assertThat(picture.sample(SIDE, 0, 3)).as("a gap is transparent").isZero();
        assertThat(picture.sample(2 * (SIDE + 2), 5, 0)).as("truth").isEqualTo(128);
        assertThat(grid.latest().images()).isEqualTo(4_499);
        assertThat(grid.latest().strips()).hasSize(3);
        PixelImage damaged = grid.latest().strips().get(0).tiles().get(0);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                boolean hole = samples.samples().get(0).toMask().isHole(x, y);
                assertThat(damaged.sample(x, y, 0) == 128).isEqualTo(!hole);
            }
        }
    }

    @Test
    void a_mat_is_evaluated_by_its_average_in_its_interval() throws Exception {
        TwoStageSettings settings =
                new TwoStageSettings(0.5, 0.5, 1, 0, 0, 0, 1, LayerNoise.RANDOM);
        try (Small nets = new Small(SIDE, 1, settings, 1e-3);
                Steps steps = new Steps()) {
            Evaluation evaluation =
                    new Evaluation(
                            new MatInpaintingNetwork(nets.average, Small.POLICY),
                            samples(1, 1),
                            2,
                            1,
                            NoiseMode.CONST,
                            List.of());
            TrainingLog log = new TrainingLog(folder, 1, List.of(evaluation), List.of());
            steps.trainer(0).with(log).with(evaluation).build().run(3);
            assertThat(log.rows()).hasSize(3);
            assertThat(log.rows().get(0).values()).doesNotContainKey("Valid/psnr_hole");
            assertThat(log.rows().get(1).value("Valid/psnr_hole")).isBetween(1.0, 60.0);
            assertThat(log.rows().get(2).values()).doesNotContainKey("Valid/psnr_hole");
            long arrays = Torch.liveArrays();
            assertThat(evaluation.evaluate(3, 6)).isEqualTo(evaluation.evaluate(3, 6));
            assertThat(Torch.liveArrays()).isEqualTo(arrays);
        }
    }

    @Test
    void refuses_what_does_not_fit() throws Exception {
        assertThatThrownBy(() -> samples(2, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 held-out samples of pictures with 2 images");
        MemorySource source =
                MemorySource.of("one").add("i", PixelImage.of8(40, 40, 3, new byte[4800])).build();
        assertThatThrownBy(() -> HeldOut.draw(source, SampleSpec.of(SIDE, 1), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no mask");
        HeldOut small = HeldOut.draw(source, SampleSpec.of(16, 1).withMasks(MaskSupply.mat()), 1);
        assertThatThrownBy(() -> evaluation(new Painter(), small))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("16 pixels a side")
                .hasMessageContaining("multiples of 32");
    }
}
