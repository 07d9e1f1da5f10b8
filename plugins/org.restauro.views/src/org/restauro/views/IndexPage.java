// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.views;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** The page that lists exported views: one small file without scripts, light and dark. */
public final class IndexPage {
    /** How the page is called in its folder. */
    public static final String FILE = "index.html";

    /** Tells our own index from another, which an export must not overwrite. */
    private static final String MARK = "<meta name=\"generator\" content=\"Restauro\">";

    /** The mark stands near the beginning. */
    private static final int MARK_WITHIN = 4096;

    private static final String STYLE =
            ":root{color-scheme:light dark;--ink:#1f2328;--soft:#57606a;--paper:#fff;"
                    + "--card:#f6f8fa;--line:#d0d7de;--link:#0757ba}"
                    + "@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9ea7b3;"
                    + "--paper:#0d1117;--card:#161b22;--line:#30363d;--link:#6cb6ff}}"
                    + "body{margin:0 auto;max-width:46rem;padding:2rem 1rem;color:var(--ink);"
                    + "background:var(--paper);font:1rem/1.5 system-ui,sans-serif}"
                    + "h1{font-size:1.4rem;overflow-wrap:anywhere}"
                    + "ul{list-style:none;padding:0}"
                    + "li{margin:.6rem 0;padding:.8rem 1rem;background:var(--card);"
                    + "border:1px solid var(--line);border-radius:8px;overflow-wrap:anywhere}"
                    + "a{color:var(--link);font-weight:600}"
                    + "a:focus-visible{outline:3px solid var(--link);outline-offset:2px}"
                    + "p{margin:0;color:var(--soft)}";

    private IndexPage() {}

    /**
     * One line of the list.
     *
     * @param file the page's file name in the same folder
     * @param title what the link says
     * @param detail what stands below, such as which node's view it is; may be empty
     */
    public record Entry(String file, String title, String detail) {}

    /**
     * The page's text.
     *
     * @param heading what stands above, such as the workflow's name
     * @param entries the pages, in their order
     * @return HTML
     */
    public static String html(String heading, List<Entry> entries) {
        StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head>");
        html.append("<meta charset=\"utf-8\">").append(MARK);
        html.append("<meta http-equiv=\"Content-Security-Policy\" content=\"")
                .append("default-src 'none'; style-src 'sha256-")
                .append(hash(STYLE))
                .append("'; base-uri 'none'; form-action 'none'\">");
        html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        html.append("<title>").append(text(heading)).append("</title>");
        html.append("<style>").append(STYLE).append("</style></head>\n<body><main><h1>");
        html.append(text(heading)).append("</h1>\n<ul>\n");
        for (Entry entry : entries) {
            html.append("<li><a href=\"./").append(link(entry.file())).append("\">");
            html.append(text(entry.title())).append("</a>");
            if (!entry.detail().isEmpty()) {
                html.append("<p>").append(text(entry.detail())).append("</p>");
            }
            html.append("</li>\n");
        }
        return html.append("</ul></main></body></html>\n").toString();
    }

    /**
     * Writes the page, whole or not at all.
     *
     * @param folder where to, as {@link #FILE}
     * @param heading what stands above
     * @param entries the pages
     * @throws IOException if it cannot be written
     */
    public static void write(Path folder, String heading, List<Entry> entries) throws IOException {
        Path target = folder.toAbsolutePath().resolve(FILE);
        try (TemporaryFile file = TemporaryFile.beside(target)) {
            Files.writeString(file.path(), html(heading, entries));
            file.moveTo(target);
        }
    }

    /**
     * Whether a folder has an index that is not ours.
     *
     * @param folder the folder
     * @return true if writing there would destroy something
     * @throws IOException if the index cannot be read
     */
    public static boolean isForeign(Path folder) throws IOException {
        Path index = folder.resolve(FILE);
        if (!Files.exists(index)) {
            return false;
        }
        if (!Files.isRegularFile(index)) {
            return true;
        }
        try (var in = Files.newInputStream(index)) {
            String start = new String(in.readNBytes(MARK_WITHIN), StandardCharsets.UTF_8);
            return !start.contains(MARK);
        }
    }

    private static String text(String text) {
        return ScriptText.attribute(text);
    }

    /** A file name as a relative address; "./" before it keeps a colon from making a scheme. */
    private static String link(String file) {
        StringBuilder link = new StringBuilder();
        for (byte b : file.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
            link.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return link.toString();
    }

    private static String hash(String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return Base64.getEncoder()
                    .encodeToString(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
