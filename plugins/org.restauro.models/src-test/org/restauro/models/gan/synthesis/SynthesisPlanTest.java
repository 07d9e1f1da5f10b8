// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.synthesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.restauro.models.gan.synthesis.TinyGenerators.synthesizer;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.restauro.images.PixelImage;
import org.restauro.models.gan.LatentSpace;
import org.restauro.models.gan.Truncation;

/** Series, paths and tables of mixed styles. */
class SynthesisPlanTest {
    private static final SynthesisSettings PLAIN = SynthesisSettings.PLAIN;

    @Test
    void shows_each_seed_in_each_class() {
        try (ImageSynthesizer s = synthesizer("stylegan2ada", 3)) {
            SynthesisPlan plan = SynthesisPlan.series(s.config(), List.of(3L, 12L), List.of(0, 2));
            assertThat(plan.columns()).isEqualTo(2);
            assertThat(plan.places())
                    .extracting(SynthesisPlan.Place::name)
                    .containsExactly(
                            "seed0003-class0",
                            "seed0003-class2",
                            "seed0012-class0",
                            "seed0012-class2");
            assertThat(plan.places().get(3).row().label()).containsExactly(0, 0, 1);
        }
    }

    @Test
    void a_path_begins_and_ends_with_its_places() {
        for (LatentSpace space : List.of(LatentSpace.Z, LatentSpace.W)) {
            try (ImageSynthesizer s = synthesizer("stylegan2", 0)) {
                List<SynthesisPlan.Place> through =
                        SynthesisPlan.series(s.config(), List.of(1L, 2L, 3L), List.of()).places();
                SynthesisPlan plan =
                        SynthesisPlan.path(s, through, 4, space, Truncation.NONE, false);
                assertThat(plan.places()).hasSize(9);
                assertThat(plan.columns()).isEqualTo(4);
                for (int i = 0; i < 3; i++) {
                    assertThat(s.raw(List.of(plan.places().get(4 * i).row()), PLAIN))
                            .isEqualTo(s.raw(List.of(through.get(i).row()), PLAIN));
                }
                assertThat(plan.places().get(5).origin())
                        .isEqualTo("seed 2 to seed 3, step 1 of 4");
                assertThat(SynthesisPlan.path(s, through, 4, space, Truncation.NONE, true).places())
                        .hasSize(12);
                assertThatIllegalArgumentException()
                        .isThrownBy(
                                () ->
                                        SynthesisPlan.path(
                                                s,
                                                through.subList(0, 1),
                                                4,
                                                space,
                                                Truncation.NONE,
                                                false))
                        .withMessageContaining("2 places or more");
            }
        }
    }

    @Test
    void latents_keep_to_the_sphere() {
        float[] a = {1, 0, 0};
        float[] b = {0, 2, 0};
        float[] half = LatentPath.spherical(a, b, 0.5);
        assertThat(half[0]).isCloseTo((float) Math.sqrt(0.5), within(1e-6f));
        assertThat(half[1]).isCloseTo((float) Math.sqrt(2), within(1e-6f));
        assertThat(LatentPath.spherical(a, b, 0)).isEqualTo(a);
        assertThat(LatentPath.spherical(a, a, 0.3)).isEqualTo(a);
        assertThat(LatentPath.straight(a, b, 0.5)).containsExactly(0.5f, 1, 0);
    }

    @Test
    void mixes_the_layers_of_columns_into_rows() {
        try (ImageSynthesizer s = synthesizer("stylegan2", 0);
                ImageSynthesizer p = synthesizer("pggan", 0)) {
            List<SynthesisPlan.Place> rows =
                    SynthesisPlan.series(s.config(), List.of(1L, 2L), List.of()).places();
            List<SynthesisPlan.Place> columns =
                    SynthesisPlan.series(s.config(), List.of(7L), List.of()).places();
            Truncation cut = new Truncation(0.5, 4);
            SynthesisPlan plan =
                    SynthesisPlan.mixing(s, rows, columns, IndexList.parse("0,2-9", "layers"), cut);
            assertThat(plan.columns()).isEqualTo(2);
            assertThat(plan.places())
                    .extracting(SynthesisPlan.Place::name)
                    .containsExactly(
                            "",
                            "column-seed0007",
                            "row-seed0001",
                            "seed0001-seed0007",
                            "row-seed0002",
                            "seed0002-seed0007");
            assertThat(plan.pictures()).hasSize(5);
            float[] row = s.styles(rows.get(1).row(), cut);
            float[] column = s.styles(columns.get(0).row(), cut);
            float[] mixed = plan.places().get(5).row().codes();
            assertThat(Arrays.copyOfRange(mixed, 0, 8)).isEqualTo(part(column, 0));
            assertThat(Arrays.copyOfRange(mixed, 8, 16)).isEqualTo(part(row, 1));
            assertThat(Arrays.copyOfRange(mixed, 24, 32)).isEqualTo(part(column, 3));
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () ->
                                    SynthesisPlan.mixing(
                                            s,
                                            rows,
                                            columns,
                                            IndexList.parse("4-6", "layers"),
                                            cut))
                    .withMessageContaining("only the layers 0 to 3");
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () ->
                                    SynthesisPlan.mixing(
                                            p, rows, columns, IndexList.MIXED_LAYERS, cut))
                    .withMessageContaining("has no styles");
        }
    }

    private static float[] part(float[] styles, int layer) {
        return Arrays.copyOfRange(styles, 8 * layer, 8 * layer + 8);
    }

    @Test
    void reads_lists_of_layers() {
        assertThat(IndexList.parse("8, 0-2,1", "layers").toString()).isEqualTo("0-2,8");
        for (String wrong : List.of("", "a", "3-1", "1,", "-2")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> IndexList.parse(wrong, "layers"))
                    .withMessageContaining("are no layers");
        }
    }

    @Test
    void draws_pictures_side_by_side() {
        PixelImage red = PixelImage.of8(1, 1, 3, new byte[] {(byte) 200, 0, 0});
        PixelImage grey = PixelImage.of8(1, 1, 1, new byte[] {7});
        PixelImage table = PictureTable.draw(Arrays.asList(null, red, grey), 2, 1);
        assertThat(table.width()).isEqualTo(3);
        assertThat(table.height()).isEqualTo(3);
        assertThat(table.sample(0, 0, 3)).isZero();
        assertThat(table.sample(2, 0, 0)).isEqualTo(200);
        assertThat(table.sample(0, 2, 1)).isEqualTo(7);
        assertThat(table.sample(1, 2, 3)).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                PictureTable.draw(
                                        List.of(red, PixelImage.of8(1, 2, 1, new byte[2])), 2, 0))
                .withMessageContaining("1 x 2");
    }
}
