// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.images.ImageException;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.MaskReading;
import org.restauro.images.io.WriteOptions.Existing;

class SampleMuralsTest {
    private static final SampleMurals SERIES = new SampleMurals(MuralOptions.square(40), 100);

    @TempDir Path folder;

    @Test
    void writes_image_mask_truth_and_reference_of_one_name() throws Exception {
        SERIES.write(folder, 2, true, Existing.FAIL);

        Mural mural = new MuralGenerator(SERIES.options()).generate(102);
        assertThat(read("images").bytes8()).isEqualTo(mural.damaged().bytes8());
        assertThat(read("truth").bytes8()).isEqualTo(mural.aged().bytes8());
        assertThat(read("references").bytes8()).isEqualTo(SERIES.reference(2).bytes8());
        Path mask = folder.resolve("masks/mural-00003.png");
        assertThat(ImageFiles.readMask(mask, MaskReading.black())).isEqualTo(mural.damage());
    }

    private PixelImage read(String kind) throws ImageException {
        return ImageFiles.read(folder.resolve(kind).resolve("mural-00003.png"));
    }

    @Test
    void leaves_references_out_unless_asked() throws Exception {
        SERIES.write(folder, 0, false, Existing.FAIL);

        assertThat(folder.resolve("images/mural-00001.png")).exists();
        assertThat(folder.resolve("references")).doesNotExist();
    }

    @Test
    void says_which_folder_cannot_be_made() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> SERIES.write(file, 0, false, Existing.FAIL))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining(file.toString());
    }
}
