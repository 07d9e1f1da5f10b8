// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.ImageFormat;
import org.restauro.images.io.WriteOptions;

/**
 * Pictures as texts that stand in a page: PNG; where that would be too much, JPEG, and halved as
 * often as needed. What was encoded last is kept.
 */
final class InlinePictures {
    /** Most bytes of all pictures together, before they are texts, which are 4/3 as long. */
    static final int LIMIT = 700_000;

    private static final int QUALITY = 90;

    private SampleGrid.Picture encoded;
    private List<String> texts = List.of();

    /**
     * Puts {@code samples} (images, what, side, kinds, tiles: one a kind and sample) if there is a
     * picture.
     */
    void put(ObjectNode data, SampleGrid.Picture picture) {
        if (picture == null || picture.strips().isEmpty()) {
            return;
        }
        if (picture != encoded) {
            texts = encode(picture);
            encoded = picture;
        }
        ObjectNode samples = data.putObject("samples");
        samples.put("images", picture.images());
        samples.put("what", picture.what());
        samples.put("side", picture.strips().get(0).tiles().get(0).width());
        ArrayNode kinds = samples.putArray("kinds");
        picture.labels().forEach(kinds::add);
        ArrayNode tiles = samples.putArray("tiles");
        texts.forEach(tiles::add);
    }

    private static List<String> encode(SampleGrid.Picture picture) {
        List<PixelImage> images = new ArrayList<>();
        for (SampleGrid.Strip strip : picture.strips()) {
            images.addAll(strip.tiles());
        }
        return texts(images, LIMIT);
    }

    /** Texts of pictures, all together of at most so many bytes. */
    static List<String> texts(List<PixelImage> pictures, int limit) {
        List<PixelImage> images = pictures;
        List<byte[]> files = images.stream().map(ImageFiles::toPng).toList();
        String type = "image/png";
        while (size(files) > limit && images.get(0).width() > 1) {
            if (type.equals("image/jpeg")) {
                images = images.stream().map(InlinePictures::halved).toList();
            }
            type = "image/jpeg";
            Function<PixelImage, byte[]> jpeg =
                    image ->
                            ImageFiles.toBytes(
                                    image,
                                    WriteOptions.defaults()
                                            .withFormat(ImageFormat.JPEG)
                                            .withQuality(QUALITY));
            files = images.stream().map(jpeg).toList();
        }
        String head = "data:" + type + ";base64,";
        return files.stream().map(f -> head + Base64.getEncoder().encodeToString(f)).toList();
    }

    private static long size(List<byte[]> files) {
        return files.stream().mapToLong(f -> f.length).sum();
    }

    /** Each pixel the mean of four; an odd last row or column is left out. */
    private static PixelImage halved(PixelImage image) {
        int w = image.width() / 2;
        int h = Math.max(1, image.height() / 2);
        byte[] out = new byte[3 * w * h];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                for (int c = 0; c < 3; c++) {
                    int sum =
                            image.sample(2 * x, 2 * y, c)
                                    + image.sample(2 * x + 1, 2 * y, c)
                                    + image.sample(2 * x, 2 * y + 1, c)
                                    + image.sample(2 * x + 1, 2 * y + 1, c);
                    out[(y * w + x) * 3 + c] = (byte) ((sum + 2) / 4);
                }
            }
        }
        return PixelImage.of8(w, h, 3, out);
    }
}
