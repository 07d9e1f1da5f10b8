// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.views;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.regex.Pattern;

/** Texts as they may stand in a page, so that no data can end the element that holds them. */
final class ScriptText {
    /** Unpaired surrogates would not survive UTF-8, escapes do. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final Pattern PICTURE =
            Pattern.compile("data:image/[a-z0-9.+-]{1,40};base64,[A-Za-z0-9+/]*+={0,2}");

    private ScriptText() {}

    /** JSON in which no {@code <} begins a tag or a comment. */
    static String json(JsonNode data) throws JsonProcessingException {
        return JSON.writeValueAsString(data).replace("<", "\\u003c");
    }

    /** The picture if it is one; what else a source gave is not put into a page. */
    static String picture(String uri, int row, String column) throws IOException {
        if (!PICTURE.matcher(uri).matches()) {
            throw new IOException(
                    "row "
                            + row
                            + ", column "
                            + column
                            + ": this is no picture as a base64 data URI: "
                            + uri.substring(0, Math.min(40, uri.length())));
        }
        return uri;
    }

    static String attribute(String text) {
        return text.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
