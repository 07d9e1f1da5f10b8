// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.views;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A view as one HTML file that opens without a server: the very page that KNIME shows, with its
 * initial data and all its pictures inside.
 *
 * <p>The data lie in {@code <script>} blocks of types that browsers do not execute, so the page's
 * content security policy stays as strict as it is. The initial data come before the first script,
 * thumbnails and then full pictures at the end of the body: the page starts before they are read.
 *
 * <p>Pictures are written one after the other and never held all at once. They keep their original
 * size as long as all of them together need no more than the budget, else all are made smaller or
 * left to the thumbnails, and the notes of the view say so.
 */
public final class SelfContainedPage {
    /** How many bytes the full pictures of a page may need by default: 64 MiB. */
    public static final long DEFAULT_BUDGET = 64L << 20;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern FIRST_SCRIPT =
            Pattern.compile("<script[\\s>]", Pattern.CASE_INSENSITIVE);

    private final String beforeData;
    private final String afterData;
    private final String end;
    private final ObjectNode data;
    private final long budget;

    private SelfContainedPage(
            String beforeData, String afterData, String end, ObjectNode data, long budget) {
        this.beforeData = beforeData;
        this.afterData = afterData;
        this.end = end;
        this.data = data;
        this.budget = budget;
    }

    /**
     * Prepares an export.
     *
     * @param page the page's HTML, as {@link ViewPage#read} gives it
     * @param initialData what the view's initial data service says: JSON with the data in {@code
     *     result}
     * @return the export
     * @throws IOException if the page is none, the data are no JSON, or the view reports an error
     *     in place of data
     */
    public static SelfContainedPage of(String page, String initialData) throws IOException {
        Matcher script = FIRST_SCRIPT.matcher(page);
        int end = page.toLowerCase(Locale.ROOT).lastIndexOf("</body>");
        if (!script.find() || end < script.start()) {
            throw new IOException(
                    "the page of the view has no <script> followed by </body>, so it cannot hold"
                            + " data; it begins with \""
                            + page.substring(0, Math.min(60, page.length()))
                            + "\"");
        }
        return new SelfContainedPage(
                page.substring(0, script.start()),
                page.substring(script.start(), end),
                page.substring(end),
                parse(initialData),
                DEFAULT_BUDGET);
    }

    private static ObjectNode parse(String initialData) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(initialData);
        } catch (JsonProcessingException e) {
            throw new IOException(
                    "the initial data of the view are no JSON: " + e.getOriginalMessage(), e);
        }
        for (String error : new String[] {"userError", "internalError"}) {
            JsonNode reported = root == null ? null : root.get(error);
            if (reported != null && !reported.isNull()) {
                throw new IOException(
                        "the view reports an error: "
                                + reported.path("message").asText(reported.toString()));
            }
        }
        if (root == null || !root.path("result").isObject()) {
            throw new IOException(
                    "the initial data of the view have no object \"result\": "
                            + initialData.substring(0, Math.min(60, initialData.length())));
        }
        return (ObjectNode) root;
    }

    /**
     * The same export with another limit for its full pictures.
     *
     * @param bytes how many bytes, 0 or more; with 0 the thumbnails have to do
     * @return the export
     */
    public SelfContainedPage withBudget(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException(
                    "the budget of a page must be 0 bytes or more, not " + bytes);
        }
        return new SelfContainedPage(beforeData, afterData, end, data, bytes);
    }

    /**
     * What the view calls itself.
     *
     * @return its title, or "View"
     */
    public String title() {
        return data.path("result").path("title").asText("View");
    }

    /**
     * Which view the page shows.
     *
     * @return such as {@code before-after}; "" where the data do not say
     */
    public String view() {
        return data.path("result").path("view").asText("");
    }

    /**
     * Writes the file, whole or not at all: a file that was there stays until the new one is
     * complete.
     *
     * @param file where to; its folder must be there
     * @param pictures gives the pictures
     * @param progress hears how it goes on
     * @throws IOException if a picture cannot be had or the file not be written
     * @throws CancellationException if {@code progress} says so
     */
    public void write(Path file, PictureSource pictures, ExportProgress progress)
            throws IOException {
        Path target = file.toAbsolutePath();
        if (!Files.isDirectory(target.getParent())) {
            throw new NoSuchFileException(
                    target.getParent().toString(), null, "there is no such folder");
        }
        try (TemporaryFile page = TemporaryFile.beside(target);
                TemporaryFile spill = TemporaryFile.beside(target)) {
            ObjectNode noted = data.deepCopy();
            PictureBlocks blocks =
                    new PictureBlocks((ObjectNode) noted.get("result"), pictures, progress);
            String note = blocks.writeImages(spill.path(), budget);
            try (OutputStream out =
                    new BufferedOutputStream(Files.newOutputStream(page.path()), 1 << 16)) {
                out.write(bytes(beforeData));
                out.write(bytes("<script type=\"application/json\" id=\"restauro-initial-data\">"));
                if (note != null) {
                    blocks.addNote(note);
                }
                out.write(bytes(ScriptText.json(noted)));
                out.write(bytes("</script>\n"));
                out.write(bytes(afterData));
                blocks.writeThumbnails(out);
                Files.copy(spill.path(), out);
                out.write(bytes(end));
            }
            page.moveTo(target);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
