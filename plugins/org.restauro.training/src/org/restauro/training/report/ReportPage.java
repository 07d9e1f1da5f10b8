// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The page around a report's data. Template, style and script are resources of this package; the
 * data is JSON in the page, which the script shows as text only. The page's own policy allows
 * exactly this style and this script, images within the page, and no request.
 */
final class ReportPage {
    private final String template;
    private final String style;
    private final String script;

    ReportPage() throws IOException {
        template = resource("report.html");
        style = resource("report.css");
        script = resource("report.js");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException(
                        "The bundle's file " + name + " is missing; install it again.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        }
    }

    /** The whole page. */
    String with(String title, ObjectNode data) {
        // data comes last: nothing in it can be taken for a place to fill
        return template.replace("{{style-hash}}", hash(style))
                .replace("{{script-hash}}", hash(script))
                .replace("{{style}}", style)
                .replace("{{script}}", script)
                .replace("{{title}}", escaped(title.replace("{{", "{ {")))
                .replace("{{data}}", data.toString().replace("<", "\\u003c"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String hash(String content) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(content.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
