// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.restauro.images.ImageException;
import org.restauro.images.PixelImage;

class ReadingTest {
    @ParameterizedTest
    @CsvSource({
        // name, channels, depth, largest mean difference to the picture (losses, few colours)
        "rgb.png, 3, 8, 0",
        "rgb.bmp, 3, 8, 0",
        "rgb.webp, 3, 8, 0",
        "rgb.jpg, 3, 8, 1",
        "rgba.tif, 4, 8, 0",
        "grey.png, 1, 8, 0",
        "grey.tif, 1, 8, 0",
        "grey.jpg, 1, 8, 1",
        "grey16.png, 1, 16, 0.5",
        "grey16.tif, 1, 16, 0.5",
        "progressive.jpg, 3, 8, 2",
        "cmyk.jpg, 3, 8, 1",
        "cmyk.tif, 3, 8, 1",
        "jpeg.tif, 3, 8, 1",
        "lossy.webp, 3, 8, 4",
        "rgba-lossy.webp, 4, 8, 5",
        "palette.png, 3, 8, 9",
        "palette.tif, 3, 8, 9",
        "palette.gif, 3, 8, 20",
        "palette-transparent.png, 4, 8, 20",
        "lab.tif, 3, 8, 6",
        "bit.png, 1, 8, 90",
        "bit.tif, 1, 8, 90"
    })
    void reads_each_kind_of_file(String name, int channels, int depth, double loss)
            throws IOException {
        PixelImage image = Samples.read(name);
        assertThat(image.channels()).isEqualTo(channels);
        assertThat(image.depth()).isEqualTo(depth);
        assertThat(Samples.difference(image)).isLessThanOrEqualTo(loss);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "turned1.jpg", "turned2.jpg", "turned3.jpg", "turned4.jpg", "turned5.jpg",
                "turned6.jpg", "turned7.jpg", "turned8.jpg", "turned6.png", "turned8.png",
                "turned6.tif", "turned8.tif", "turned6.webp", "turned8.webp"
            })
    void turns_images_upright(String name) throws IOException {
        assertThat(Samples.difference(Samples.read(name))).isLessThan(1);
        ImageInfo info = ImageFiles.info(Samples.bytes(name), name);
        assertThat(info.width()).isEqualTo(Samples.WIDTH);
        assertThat(info.height()).isEqualTo(Samples.HEIGHT);
    }

    @Test
    void leaves_images_as_stored_where_that_is_chosen() throws IOException {
        ReadOptions asStored = ReadOptions.defaults().withOrientation(false);
        PixelImage image = ImageFiles.read(Samples.bytes("turned6.png"), "a", asStored);
        assertThat(image.width()).isEqualTo(Samples.HEIGHT);
    }

    @Test
    void alpha_is_read_as_stored() throws IOException {
        PixelImage image = Samples.read("rgba.tif");
        for (int x = 0; x < Samples.WIDTH; x++) {
            assertThat(image.sample(x, 5, 3)).isEqualTo(255 - x * 255 / 36);
        }
    }

    @Test
    void a_file_is_what_it_holds_and_not_what_its_name_says(@TempDir Path folder)
            throws IOException {
        Path file = Files.write(folder.resolve("really-a.jpg"), Samples.bytes("rgb.png"));
        assertThat(ImageFiles.info(file).format()).isEqualTo(ImageFormat.PNG);
        assertThat(Samples.difference(ImageFiles.read(file))).isZero();
    }

    @Test
    void embedded_colour_profiles_are_converted_to_srgb() throws IOException {
        byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        PixelImage grey = PixelImage.of8(1, 1, 3, new byte[] {64, 64, 64});
        byte[] tagged = withProfile(ImageFiles.toPng(grey), linear);
        PixelImage image = ImageFiles.read(tagged, "linear.png", ReadOptions.defaults());
        // sRGB's curve (IEC 61966-2-1): 1.055 (64/255)^(1/2.4) - 0.055 = 0.537 = 137/255.
        assertThat(image.sample(0, 0, 0)).isCloseTo(137, within(1));
        PixelImage kept =
                ImageFiles.read(tagged, "linear.png", ReadOptions.defaults().withSrgb(false));
        assertThat(kept).isEqualTo(grey);
    }

    @Test
    void an_srgb_profile_changes_no_pixel() throws IOException {
        byte[] srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        byte[] tagged = withProfile(ImageFiles.toPng(Samples.picture()), srgb);
        assertThat(ImageFiles.read(tagged, "a", ReadOptions.defaults()))
                .isEqualTo(Samples.picture());
    }

    @Test
    void grey_profiles_are_converted_too() throws IOException {
        byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
        for (PixelImage grey :
                new PixelImage[] {
                    PixelImage.of8(1, 1, 1, new byte[] {64}),
                    PixelImage.of16(1, 1, 2, new short[] {64 * 257, 5})
                }) {
            byte[] tagged = withProfile(ImageFiles.toPng(grey), linear);
            PixelImage image = ImageFiles.read(tagged, "a", ReadOptions.defaults());
            assertThat(image.to8().sample(0, 0, 0)).isCloseTo(137, within(1));
            assertThat(image.channels()).isEqualTo(grey.channels());
        }
    }

    @Test
    void a_broken_profile_is_ignored() throws IOException {
        byte[] tagged = withProfile(ImageFiles.toPng(Samples.picture()), new byte[500]);
        assertThat(ImageFiles.read(tagged, "a", ReadOptions.defaults()))
                .isEqualTo(Samples.picture());
    }

    @Test
    void a_profile_that_unpacks_without_end_is_ignored() throws IOException {
        byte[] tagged = withProfile(ImageFiles.toPng(Samples.picture()), new byte[64 << 20]);
        assertThat(ImageFiles.info(tagged, "a").profile()).isNull();
        assertThat(ImageFiles.read(tagged, "a", ReadOptions.defaults()))
                .isEqualTo(Samples.picture());
    }

    @Test
    void refuses_images_above_the_pixel_limit_before_decoding() throws IOException {
        byte[] png = Samples.bytes("rgb.png");
        assertThatThrownBy(
                        () ->
                                ImageFiles.read(
                                        png, "a.png", ReadOptions.defaults().withMaxPixels(850)))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("a.png")
                .hasMessageContaining("37 x 23")
                .hasMessageContaining("limit");
    }

    @Test
    void refuses_absurd_sizes() throws IOException {
        byte[] png = Samples.bytes("rgb.png");
        ByteBuffer.wrap(png).putInt(16, 2_000_000_000).putInt(20, 2_000_000_000);
        assertThatThrownBy(() -> ImageFiles.read(png, "a.png", ReadOptions.defaults()))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("too few");
        ByteBuffer.wrap(png).putInt(16, 0);
        assertThatThrownBy(() -> ImageFiles.read(png, "a.png", ReadOptions.defaults()))
                .hasMessage("a.png: the header claims an image of 0 x 2000000000 pixels.");
    }

    @Test
    void refuses_a_small_file_that_claims_many_pixels() throws IOException {
        byte[] png = Samples.bytes("rgb.png");
        ByteBuffer.wrap(png).putInt(16, 14_000).putInt(20, 14_000);
        assertThatThrownBy(() -> ImageFiles.read(png, "a.png", ReadOptions.defaults()))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("too few for 14000 x 14000");
    }

    @Test
    void says_what_is_wrong_with_things_that_are_no_images(@TempDir Path folder)
            throws IOException {
        Path text = Files.writeString(folder.resolve("a.png"), "This is no image at all.");
        assertThatThrownBy(() -> ImageFiles.read(text))
                .isInstanceOf(ImageException.class)
                .hasMessageStartingWith(text.toString())
                .hasMessageContaining("no image of a known kind");
        Path empty = Files.createFile(folder.resolve("b.png"));
        assertThatThrownBy(() -> ImageFiles.read(empty)).hasMessageContaining("empty");
        assertThatThrownBy(() -> ImageFiles.read(folder.resolve("c.png")))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("no such file");
        assertThatThrownBy(() -> ImageFiles.read(folder))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("folder");
    }

    /** The PNG with another profile in place of its sRGB tag. */
    private static byte[] withProfile(byte[] png, byte[] profile) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.write("iCCPtest\0\0".getBytes("ISO-8859-1"));
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(data)) {
            deflater.write(profile);
        }
        int header = 8 + 25;
        int tag = 13;
        ByteBuffer out = ByteBuffer.allocate(png.length - tag + data.size() + 8);
        CRC32 crc = new CRC32();
        crc.update(data.toByteArray());
        out.put(png, 0, header).putInt(data.size() - 4).put(data.toByteArray());
        out.putInt((int) crc.getValue()).put(png, header + tag, png.length - header - tag);
        return out.array();
    }
}
