// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.views;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;

/** The pictures of a self-contained page as blocks of its text. */
final class PictureBlocks {
    /** Longer sides that pictures are scaled down to, in pixels; 0 keeps the original size. */
    private static final int[] SIDES = {0, 2048, 1024, 512, 256};

    private static final String NOTE =
            "To keep this file small its pictures are scaled down to at most %d pixels; differences"
                    + " are those of the scaled pictures.";

    /** How many rows a source is asked for at once: enough to overlap work, few to hold. */
    private static final int BATCH = 16;

    /** About how much smaller a lossy picture is; sizes are guessed only to save vain attempts. */
    private static final double LOSSLESS_TO_LOSSY = 5;

    private static final double TOLERANCE = 1.5;

    private final ObjectNode shown;
    private final List<String> columns = new ArrayList<>();
    private final JsonNode rows;
    private final PictureSource pictures;
    private final ExportProgress progress;
    private final long total;

    /**
     * @param result the data of the view
     */
    PictureBlocks(ObjectNode result, PictureSource pictures, ExportProgress progress) {
        // a comparison keeps its pictures one level below
        shown = result.path("samples").isObject() ? (ObjectNode) result.get("samples") : result;
        boolean hasPictures = shown.path("columns").path(0).isObject();
        if (hasPictures) {
            shown.get("columns").forEach(column -> columns.add(column.path("key").asText()));
        }
        rows = hasPictures ? shown.path("rows") : shown.path("none");
        this.pictures = pictures;
        this.progress = progress;
        long present = 0;
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < columns.size(); column++) {
                present += isPresent(row, column) ? 1 : 0;
            }
        }
        total = present;
    }

    private boolean isPresent(int row, int column) {
        return rows.get(row).path("present").path(column).asBoolean(false);
    }

    /** Tells the reader of the view. */
    void addNote(String note) {
        JsonNode notes = shown.get("notes");
        (notes instanceof ArrayNode ? (ArrayNode) notes : shown.putArray("notes")).add(note);
    }

    /**
     * Writes the full pictures, as large as the budget allows; none where even the smallest do not
     * fit, since the page then shows the thumbnails in their place.
     *
     * @return a note where they are smaller than the originals, else null
     */
    String writeImages(Path file, long budget) throws IOException {
        int next = 0;
        while (next < SIDES.length) {
            int side = SIDES[next];
            long[] written = writeImages(file, side, budget);
            if (written[0] == total) {
                return side == 0 ? null : String.format(Locale.ROOT, NOTE, side);
            }
            // what all of them would need, from those written before the budget was spent
            double needed = (double) written[1] / Math.max(1, written[0]) * total;
            needed /= side == 0 ? LOSSLESS_TO_LOSSY : 1;
            int now = side == 0 ? longestSide() : side;
            do {
                next++;
            } while (next < SIDES.length
                    && (SIDES[next] >= now
                            || needed * SIDES[next] / now * SIDES[next] / now
                                    > budget * TOLERANCE));
        }
        Files.write(file, new byte[0]);
        return String.format(Locale.ROOT, NOTE, Pictures.THUMBNAIL_SIDE);
    }

    private int longestSide() {
        int longest = 0;
        for (JsonNode row : rows) {
            for (JsonNode side : row.path("size")) {
                longest = Math.max(longest, side.asInt());
            }
        }
        return longest == 0 ? Integer.MAX_VALUE : longest;
    }

    /** Gives how many pictures were written, and their bytes; stops once they exceed the budget. */
    private long[] writeImages(Path file, int side, long budget) throws IOException {
        long done = 0;
        long bytes = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            for (int row = 0; row < rows.size(); row++) {
                for (int column = 0; column < columns.size(); column++) {
                    if (!isPresent(row, column)) {
                        continue;
                    }
                    String key = columns.get(column);
                    checkCancelled();
                    String uri = pictures.image(row, key, side);
                    bytes += uri.length();
                    done++;
                    if (bytes > budget) {
                        return new long[] {Math.min(done, total - 1), bytes};
                    }
                    writeBlock(out, "image", row, key, uri);
                    progress.pictures(done, total);
                }
            }
        }
        return new long[] {done, bytes};
    }

    /** Writes the small pictures. */
    void writeThumbnails(OutputStream out) throws IOException {
        for (int first = 0; first < rows.size(); first += BATCH) {
            for (int column = 0; column < columns.size(); column++) {
                List<Integer> asked = new ArrayList<>();
                for (int row = first; row < Math.min(rows.size(), first + BATCH); row++) {
                    if (isPresent(row, column)) {
                        asked.add(row);
                    }
                }
                if (!asked.isEmpty()) {
                    writeThumbnails(out, asked, columns.get(column));
                }
            }
        }
    }

    private void writeThumbnails(OutputStream out, List<Integer> asked, String column)
            throws IOException {
        checkCancelled();
        List<String> uris = pictures.thumbnails(asked, column);
        if (uris.size() != asked.size()) {
            throw new IOException(
                    "column "
                            + column
                            + ": "
                            + asked.size()
                            + " thumbnails were asked for and "
                            + uris.size()
                            + " came");
        }
        for (int i = 0; i < uris.size(); i++) {
            writeBlock(out, "thumbnail", asked.get(i), column, uris.get(i));
        }
    }

    private static void writeBlock(OutputStream out, String kind, int row, String key, String uri)
            throws IOException {
        if (uri.isEmpty()) {
            return;
        }
        String block =
                "<script type=\"text/plain\" id=\"restauro-"
                        + kind
                        + "-"
                        + row
                        + "-"
                        + ScriptText.attribute(key)
                        + "\">"
                        + ScriptText.picture(uri, row, key)
                        + "</script>\n";
        out.write(block.getBytes(StandardCharsets.UTF_8));
    }

    private void checkCancelled() {
        if (progress.cancelled()) {
            throw new CancellationException("The export was cancelled.");
        }
    }
}
