// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.restauro.images.ImageException;

class PairingTest {
    @Test
    void files_of_one_stem_belong_together() {
        Pairing pairing =
                Pairing.byStem(
                        files("in/a.jpg", "in/b.png"),
                        files("m/b.png", "m/a.png"),
                        files("r/a.tif", "r/b.tif"));
        assertThat(pairing.rows().get(0))
                .isEqualTo(
                        new Pairing.Row(
                                "a", Path.of("in/a.jpg"), Path.of("m/a.png"), Path.of("r/a.tif")));
        assertThat(pairing.rows().get(1).mask()).isEqualTo(Path.of("m/b.png"));
        assertThat(pairing.report().isComplete()).isTrue();
        assertThat(pairing.report().summary()).isEmpty();
    }

    @Test
    void affixes_and_case_do_not_matter() {
        Pairing pairing =
                Pairing.byStem(
                        files("Photo 1.JPG", "b_damaged.png", "mask_of_zorro.png", "d.png"),
                        files("photo 1_Mask.png", "b-mask.png", "mask_of_zorro.png", "mask_d.png"),
                        files(
                                "ref_d.png",
                                "b_gt.png",
                                "PHOTO 1.png",
                                "mask_of_zorro_original.png"));
        assertThat(pairing.report().summary())
                .isEqualTo(
                        "1 image without a mask (mask_of_zorro.png); 1 mask without an image"
                                + " (mask_of_zorro.png)");
        assertThat(pairing.rows().get(1).mask()).isEqualTo(Path.of("b-mask.png"));
        assertThat(pairing.rows().get(3).mask()).isEqualTo(Path.of("mask_d.png"));
    }

    @Test
    void case_counts_where_chosen() {
        Pairing pairing =
                Pairing.byStem(
                        files("A.png"),
                        files("a.png"),
                        files(),
                        PairingOptions.defaults().withIgnoreCase(false));
        assertThat(pairing.rows().get(0).mask()).isNull();
    }

    @Test
    void what_finds_no_partner_is_reported() {
        Pairing pairing =
                Pairing.byStem(
                        files("a.png", "b.png", "c.png"),
                        files("b.png", "x.png"),
                        files("c.png", "y.png"));
        assertThat(pairing.rows()).hasSize(3);
        assertThat(pairing.report().imagesWithoutMask()).isEqualTo(files("a.png", "c.png"));
        assertThat(pairing.report().imagesWithoutReference()).isEqualTo(files("a.png", "b.png"));
        assertThat(pairing.report().masksWithoutImage()).isEqualTo(files("x.png"));
        assertThat(pairing.report().referencesWithoutImage()).isEqualTo(files("y.png"));
        assertThat(pairing.report().summary())
                .startsWith("2 images without a mask (a.png, c.png); 2 images without a reference");
    }

    @Test
    void no_masks_at_all_are_no_fault() {
        Pairing pairing = Pairing.byStem(files("a.png"), files(), files());
        assertThat(pairing.rows()).hasSize(1);
        assertThat(pairing.report().isComplete()).isTrue();
    }

    @Test
    void duplicates_are_reported_and_no_image_is_lost() {
        Pairing pairing =
                Pairing.byStem(files("a.jpg", "a.png"), files("a.png", "a_mask.png"), files());
        assertThat(pairing.rows()).hasSize(2);
        assertThat(pairing.rows().get(1).mask()).isEqualTo(Path.of("a.png"));
        assertThat(pairing.report().duplicates()).isEqualTo(files("a.png", "a_mask.png"));
    }

    @Test
    void partners_in_the_same_folder_come_first() {
        List<Path> images = files("in/x/1.png", "in/y/1.png", "in/2.png");
        List<Path> masks = files("m/y/1.png", "m/x/1.png", "m/y/2.png");
        Pairing pairing = Pairing.byStem(images, masks, files());
        assertThat(pairing.rows().get(0).mask()).isEqualTo(Path.of("m/x/1.png"));
        assertThat(pairing.rows().get(1).mask()).isEqualTo(Path.of("m/y/1.png"));
        assertThat(pairing.rows().get(2).mask()).isEqualTo(Path.of("m/y/2.png"));
        PairingOptions strict = new PairingOptions(true, List.of(), List.of(), List.of(), true);
        assertThat(Pairing.byStem(images, masks, files(), strict).rows().get(2).mask()).isNull();
    }

    @Test
    void mat_matches_by_position_in_the_plain_order_of_strings() throws ImageException {
        Pairing pairing =
                Pairing.byPosition(
                        files("test2.png", "test10.png"), files("mask1.png", "mask2.png"), files());
        assertThat(pairing.rows().get(0).image()).isEqualTo(Path.of("test10.png"));
        assertThat(pairing.rows().get(0).mask()).isEqualTo(Path.of("mask1.png"));
        assertThatThrownBy(() -> Pairing.byPosition(files("a.png"), files("b", "c"), files()))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("2 masks for 1 images");
    }

    @Test
    void ten_thousand_files_take_less_than_two_seconds() {
        List<Path> images =
                IntStream.range(0, 10_000).mapToObj(i -> Path.of("in/" + i + ".jpg")).toList();
        List<Path> masks =
                IntStream.range(0, 10_000).mapToObj(i -> Path.of("m/" + i + "_mask.png")).toList();
        long start = System.nanoTime();
        assertThat(Pairing.byStem(images, masks, List.of()).report().isComplete()).isTrue();
        assertThat((System.nanoTime() - start) / 1e9).isLessThan(2);
    }

    private static List<Path> files(String... names) {
        return Arrays.stream(names).map(Path::of).toList();
    }
}
