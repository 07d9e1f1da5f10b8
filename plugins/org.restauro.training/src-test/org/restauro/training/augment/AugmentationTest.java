// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.Ops;

class AugmentationTest {
    private static final ComputePolicy POLICY = ComputePolicy.parse("float32,cpu,threads=1");
    private static final int N = 6;
    private static final int SIDE = 24;
    private static final int PIXELS = SIDE * SIDE;

    /** A rectangle of holes a sample. */
    private static float[] masks(Random random) {
        float[] masks = new float[N * PIXELS];
        for (int n = 0; n < N; n++) {
            int left = random.nextInt(SIDE / 2);
            int top = random.nextInt(SIDE / 2);
            for (int i = 0; i < PIXELS; i++) {
                int x = i % SIDE - left;
                int y = i / SIDE - top;
                boolean hole = x >= 0 && y >= 0 && x < SIDE / 2 && y < SIDE / 2;
                masks[n * PIXELS + i] = hole ? 0 : 1;
            }
        }
        return masks;
    }

    /** −1 in the holes and 1 elsewhere. */
    private static float[] pictures(float[] masks) {
        float[] pictures = new float[3 * masks.length];
        for (int i = 0; i < pictures.length; i++) {
            int n = i / (3 * PIXELS);
            pictures[i] = 2 * masks[n * PIXELS + i % PIXELS] - 1;
        }
        return pictures;
    }

    private record Shown(float[] image, float[] mask, float[] stage1) {}

    private static Shown shown(String set, double p, float[] image, float[] mask, float[] stage1) {
        Augmentation augmentation =
                new Augmentation(new AugmentPipe(AugmentSettings.set(set)), () -> p);
        try (Pass pass = Pass.inference(POLICY, Noise.perSample(1, 2, 3, 4, 5, 6))) {
            var x = pass.array(image, N, 3, SIDE, SIDE);
            var m = pass.array(mask, N, 1, SIDE, SIDE);
            var x1 = stage1 == image ? x : pass.array(stage1, N, 3, SIDE, SIDE);
            try (Augmentation.Judged j = augmentation.judged(pass, x, m, x1)) {
                return new Shown(
                        Ops.floats(j.image()), Ops.floats(j.mask()), Ops.floats(j.stage1()));
            }
        }
    }

    @Test
    void masks_move_with_their_pictures() {
        float[] masks = masks(new Random(1));
        float[] pictures = pictures(masks);
        for (String set : new String[] {"blit", "geom", "bg"}) {
            Shown shown = shown(set, 0.7, pictures, masks, pictures.clone());
            assertThat(shown.mask()).isNotEqualTo(masks);
            int compared = 0;
            int equal = 0;
            for (int i = 0; i < masks.length; i++) {
                float v = shown.image()[i / PIXELS * 3 * PIXELS + i % PIXELS];
                assertThat(shown.mask()[i]).isIn(0f, 1f);
                if (Math.abs(v) > 0.02) {
                    compared++;
                    equal += (v > 0) == (shown.mask()[i] > 0) ? 1 : 0;
                }
            }
            // beyond the reflected picture, both are what lies outside
            assertThat(compared).isGreaterThan(masks.length / 2);
            assertThat(equal).as(set).isGreaterThan(compared * 99 / 100);
        }
    }

    @Test
    void both_pictures_of_a_sample_are_changed_alike() {
        float[] masks = masks(new Random(2));
        float[] pictures = pictures(masks);
        Shown apart = shown("bgcfnc", 0.8, pictures, masks, pictures.clone());
        assertThat(apart.stage1()).isEqualTo(apart.image());
        Shown same = shown("bgcfnc", 0.8, pictures, masks, pictures);
        assertThat(same.stage1()).isEqualTo(same.image());
        for (int i = 0; i < same.image().length; i++) {
            assertThat(same.image()[i]).isCloseTo(apart.image()[i], within(1e-5f));
        }
        assertThat(same.mask()).isEqualTo(apart.mask());
    }

    @Test
    void what_changes_pixels_alone_leaves_masks() {
        float[] masks = masks(new Random(3));
        masks[5] = 0.25f;
        float[] pictures = pictures(masks);
        for (String set : new String[] {"color", "filter", "noise", "cutout"}) {
            Shown shown = shown(set, 1, pictures, masks, pictures.clone());
            assertThat(shown.mask()).as(set).isEqualTo(masks);
            assertThat(shown.image()).as(set).isNotEqualTo(pictures);
        }
    }

    @Test
    void probability_zero_shows_all_as_it_is() {
        float[] masks = masks(new Random(4));
        float[] pictures = pictures(masks);
        float[] stage1 = pictures(masks(new Random(5)));
        Shown shown = shown("bgcfnc", 0, pictures, masks, stage1);
        assertThat(shown.image()).isEqualTo(pictures);
        assertThat(shown.mask()).isEqualTo(masks);
        assertThat(shown.stage1()).isEqualTo(stage1);
    }
}
