// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.images.ImageException;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.images.Seeds;
import org.restauro.images.io.WriteOptions.Existing;

class WritingTest {
    @Test
    void png_and_tiff_give_back_every_sample_of_every_kind_of_image() throws IOException {
        Random random = Seeds.random("round trip");
        for (int i = 0; i < 120; i++) {
            int depth = random.nextBoolean() ? 8 : 16;
            PixelImage image =
                    Seeds.image(
                            random,
                            1 + random.nextInt(300),
                            1 + random.nextInt(40),
                            1 + random.nextInt(4),
                            depth);
            ImageFormat format = i % 2 == 0 ? ImageFormat.PNG : ImageFormat.TIFF;
            WriteOptions options =
                    WriteOptions.defaults().withFormat(format).withCompression(random.nextInt(10));
            byte[] file = ImageFiles.toBytes(image, options);
            assertThat(ImageFiles.read(file, "a", ReadOptions.defaults()))
                    .as("%s of %s", format, image)
                    .isEqualTo(image);
        }
    }

    @Test
    void large_files_of_many_chunks_and_strips_are_given_back() throws IOException {
        PixelImage image = Seeds.image(Seeds.random("large"), 1031, 517, 4, 16);
        for (ImageFormat format : new ImageFormat[] {ImageFormat.PNG, ImageFormat.TIFF}) {
            byte[] file = ImageFiles.toBytes(image, WriteOptions.defaults().withFormat(format));
            assertThat(ImageFiles.read(file, "a", ReadOptions.defaults())).isEqualTo(image);
        }
    }

    @Test
    void other_readers_understand_the_png() throws IOException {
        byte[] file = ImageFiles.toPng(Samples.picture());
        assertThat(PixelImage.fromBufferedImage(ImageIO.read(new ByteArrayInputStream(file))))
                .isEqualTo(Samples.picture());
    }

    @Test
    void jpeg_keeps_the_picture_and_its_fine_colours() throws IOException {
        WriteOptions options = WriteOptions.defaults().withFormat(ImageFormat.JPEG);
        byte[] file = ImageFiles.toBytes(Samples.picture(), options.withQuality(95));
        assertThat(Samples.difference(ImageFiles.read(file, "a", ReadOptions.defaults())))
                .isLessThan(1.5);
        byte[] small = ImageFiles.toBytes(Samples.picture(), options.withQuality(10));
        assertThat(small.length).isLessThan(file.length);
        assertThat(ImageFiles.info(file, "a").profile()).isNotNull();
        // No subsampling: sampling factors 1 x 1 in the frame header.
        for (int i = 0; i + 18 < file.length; i++) {
            if ((file[i] & 0xFF) == 0xFF && (file[i + 1] & 0xFF) == 0xC0) {
                assertThat(file[i + 11]).isEqualTo((byte) 0x11);
                return;
            }
        }
        throw new AssertionError("The JPEG file has no baseline frame header.");
    }

    @Test
    void jpeg_drops_alpha_and_depth() throws IOException {
        Random random = Seeds.random("jpeg");
        for (int channels = 1; channels <= 4; channels++) {
            PixelImage image = Seeds.image(random, 20, 10, channels, 16);
            byte[] file =
                    ImageFiles.toBytes(image, WriteOptions.defaults().withFormat(ImageFormat.JPEG));
            PixelImage back = ImageFiles.read(file, "a", ReadOptions.defaults());
            assertThat(back.channels()).isEqualTo(image.colourChannels());
            assertThat(back.depth()).isEqualTo(8);
        }
    }

    @Test
    void an_existing_file_is_kept_replaced_or_an_error(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.png");
        WriteOptions options = WriteOptions.defaults();
        PixelImage second = Mask.known(2, 2).toImage();
        assertThat(ImageFiles.write(Samples.picture(), file, options)).isTrue();
        assertThatThrownBy(() -> ImageFiles.write(second, file, options))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("exists already");
        assertThat(ImageFiles.write(second, file, options.withExisting(Existing.SKIP))).isFalse();
        assertThat(ImageFiles.read(file)).isEqualTo(Samples.picture());
        assertThat(ImageFiles.write(second, file, options.withExisting(Existing.REPLACE))).isTrue();
        assertThat(ImageFiles.read(file)).isEqualTo(second);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void says_why_a_file_cannot_be_written(@TempDir Path folder) {
        PixelImage image = Samples.picture();
        WriteOptions options = WriteOptions.defaults();
        assertThatThrownBy(() -> ImageFiles.write(image, folder.resolve("a.webp"), options))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining(".png, .jpg or .tif");
        assertThatThrownBy(() -> ImageFiles.write(image, folder.resolve("no/a.png"), options))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("does not exist");
        assertThatThrownBy(
                        () -> ImageFiles.write(image, folder, options.withFormat(ImageFormat.PNG)))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("folder");
    }
}
