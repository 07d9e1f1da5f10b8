// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.imageset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.InvalidSettingsException;
import org.restauro.nodes.imageset.ImageFoldersParameters.PairingChoice;
import org.restauro.nodes.imageset.ImageFoldersParameters.UnpairedChoice;

class ImageSetListingTest {

    private static final class Parameters extends ImageFoldersParameters {}

    @TempDir Path folder;

    private final Parameters p = new Parameters();

    @BeforeEach
    void two_images_and_their_masks() throws IOException {
        files("images", "b10.jpg", "b2.png");
        files("masks", "b10_mask.png", "b2.png");
        p.imageFolder = folder.resolve("images").toString();
        p.maskFolder = folder.resolve("masks").toString();
    }

    private void files(String name, String... files) throws IOException {
        for (String file : files) {
            Path path = folder.resolve(name).resolve(file);
            Files.createDirectories(path.getParent());
            Files.createFile(path);
        }
    }

    @Test
    void lists_images_in_natural_order_with_their_masks() throws Exception {
        ImageSetListing listing = ImageSetListing.list(p);

        assertThat(listing.warnings()).isEmpty();
        assertThat(listing.images()).extracting(ListedImage::name).containsExactly("b2", "b10");
        assertThat(listing.images().get(1).mask()).contains(folder.resolve("masks/b10_mask.png"));
        assertThat(listing.images()).allMatch(i -> i.notes().isEmpty());
        assertThat(listing.images()).allMatch(i -> i.reference().isEmpty());
    }

    @Test
    void keeps_skips_or_refuses_an_image_without_a_mask() throws Exception {
        files("images", "c.png");

        p.unpaired = UnpairedChoice.KEEP;
        assertThat(ImageSetListing.list(p).images().get(2).notes()).isEqualTo("no mask was found");

        p.unpaired = UnpairedChoice.SKIP;
        assertThat(ImageSetListing.list(p).images()).hasSize(2);
        assertThat(ImageSetListing.list(p).warnings()).hasSize(1);

        p.unpaired = UnpairedChoice.FAIL;
        assertThatThrownBy(() -> ImageSetListing.list(p))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("c.png")
                .hasMessageContaining("no mask was found");
    }

    @Test
    void pairs_by_position_only_if_asked_to_and_says_so() throws Exception {
        files("other", "1.png", "2.png");
        p.maskFolder = folder.resolve("other").toString();

        assertThat(ImageSetListing.list(p).images()).allMatch(i -> i.mask().isEmpty());

        p.pairing = PairingChoice.NAME_OR_ORDER;
        ImageSetListing guessed = ImageSetListing.list(p);
        assertThat(guessed.images()).allMatch(i -> i.mask().isPresent());
        assertThat(guessed.warnings()).singleElement().asString().contains("paired by position");

        p.pairing = PairingChoice.ORDER;
        ImageSetListing ordered = ImageSetListing.list(p);
        assertThat(ordered.warnings()).isEmpty();
        // both sorted as plain texts, as the published scripts do: b10 before b2
        assertThat(ordered.images().get(1).mask()).contains(folder.resolve("other/1.png"));
    }

    @Test
    void refuses_to_pair_by_position_what_differs_in_number() throws IOException {
        files("masks", "more.png");
        p.pairing = PairingChoice.ORDER;

        assertThatThrownBy(() -> ImageSetListing.list(p))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("3 masks")
                .hasMessageContaining("2 images");
    }

    @Test
    void names_images_in_subfolders_after_their_path() throws Exception {
        files("images", "sub/b2.png", "sub/b2.jpg");
        files("masks", "sub/b2.png");
        p.recursive = true;

        assertThat(ImageSetListing.list(p).images())
                .extracting(ListedImage::name)
                .containsExactlyInAnyOrder("b2", "b10", "sub/b2", "sub/b2 (2)");
    }

    @Test
    void tells_masks_beside_the_images_apart_by_their_pattern() throws Exception {
        files("mixed", "x.png", "x_mask.png", "y.jpg", "y_mask.png");
        p.imageFolder = folder.resolve("mixed").toString();
        p.maskFolder = p.imageFolder;
        p.maskPattern = "*_mask.png";

        ImageSetListing listing = ImageSetListing.list(p);

        assertThat(listing.images()).extracting(ListedImage::name).containsExactly("x", "y");
        assertThat(listing.images()).allMatch(i -> i.mask().isPresent());
    }

    @Test
    void holds_a_pattern_with_a_slash_against_the_path() throws Exception {
        p.imageFolder = folder.toString();
        p.maskFolder = folder.toString();
        p.recursive = true;
        p.imagePattern = "images/*";
        p.maskPattern = "masks/*";

        ImageSetListing listing = ImageSetListing.list(p);

        assertThat(listing.images())
                .extracting(ListedImage::name)
                .containsExactly("images/b2", "images/b10");
        assertThat(listing.images()).allMatch(i -> i.mask().isPresent());
    }

    @Test
    void warns_of_masks_that_belong_to_no_image() throws Exception {
        files("masks", "lonely.png");

        assertThat(ImageSetListing.list(p).warnings())
                .singleElement()
                .asString()
                .contains("belong to no image: 1");
    }

    @Test
    void names_the_folder_and_the_pattern_when_there_is_no_image() {
        p.imagePattern = "*.tif";

        assertThatThrownBy(() -> ImageSetListing.list(p))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(p.imageFolder)
                .hasMessageContaining("*.tif");
    }

    @Test
    void refuses_a_malformed_pattern_and_a_missing_folder_before_listing() {
        p.imagePattern = "[";
        assertThatThrownBy(() -> ImageSetListing.check(p))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("\"[\"");

        p.imagePattern = "";
        p.maskFolder = folder.resolve("nowhere").toString();
        assertThatThrownBy(() -> ImageSetListing.check(p))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("mask folder")
                .hasMessageContaining("nowhere");
    }
}
