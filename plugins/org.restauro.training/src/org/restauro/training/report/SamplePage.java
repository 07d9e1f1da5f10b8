// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.restauro.engine.weights.AtomicFile;
import org.restauro.images.PixelImage;

/** Many pictures of one size at once: as one picture, and as a page that needs nothing else. */
public final class SamplePage {
    private static final int GAP = 2;
    private static final int COLOURS = 3;

    /** A browser shows larger files badly. */
    private static final int PAGE_BYTES = 20_000_000;

    private SamplePage() {}

    /** Rows of pictures, about as many rows as columns; what is left over is white. */
    public static PixelImage grid(List<PixelImage> pictures) {
        int across = (int) Math.ceil(Math.sqrt(pictures.size()));
        int down = (pictures.size() + across - 1) / across;
        int w = pictures.get(0).width();
        int h = pictures.get(0).height();
        int width = across * (w + GAP) - GAP;
        byte[] canvas = new byte[COLOURS * width * (down * (h + GAP) - GAP)];
        Arrays.fill(canvas, (byte) 255);
        for (int i = 0; i < pictures.size(); i++) {
            byte[] pixels = pictures.get(i).toRgb8().bytes8();
            int left = i % across * (w + GAP);
            int top = i / across * (h + GAP);
            for (int y = 0; y < h; y++) {
                int to = ((top + y) * width + left) * COLOURS;
                System.arraycopy(pixels, y * w * COLOURS, canvas, to, w * COLOURS);
            }
        }
        return PixelImage.of8(width, canvas.length / COLOURS / width, COLOURS, canvas);
    }

    /** Writes a page. */
    public static void write(Path file, String title, List<PixelImage> pictures)
            throws IOException {
        StringBuilder page = new StringBuilder();
        page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<title>");
        page.append(escaped(title)).append("</title>\n<style>");
        page.append("body{font:16px system-ui,sans-serif;margin:24px;background:#fff;color:#222}");
        page.append("main{display:flex;flex-wrap:wrap;gap:4px}");
        page.append("figure{margin:0}figcaption{font-size:12px;color:#666}");
        page.append("img{display:block;max-width:256px;image-rendering:auto}");
        page.append("</style></head><body>\n<h1>").append(escaped(title));
        page.append("</h1>\n<main>\n");
        List<String> texts = InlinePictures.texts(pictures, PAGE_BYTES);
        for (int i = 0; i < texts.size(); i++) {
            page.append("<figure><img alt=\"Picture ").append(i).append("\" src=\"");
            page.append(texts.get(i)).append("\"><figcaption>").append(i);
            page.append("</figcaption></figure>\n");
        }
        page.append("</main>\n</body></html>\n");
        byte[] bytes = page.toString().getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(
                file,
                channel -> {
                    ByteBuffer rest = ByteBuffer.wrap(bytes);
                    while (rest.hasRemaining()) {
                        channel.write(rest);
                    }
                });
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
