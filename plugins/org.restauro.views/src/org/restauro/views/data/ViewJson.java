// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.views.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Writes data of views as the JSON that the page reads, independent of how KNIME's own mapper is
 * set up.
 */
public final class ViewJson {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private ViewJson() {}

    /**
     * The data as JSON.
     *
     * @param data one of this package's records
     * @return a JSON object, not wrapped in {@code {"result": …}}
     */
    public static String write(Object data) {
        try {
            return MAPPER.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "The data of a view cannot be written: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException when the text is not the JSON of such data
     */
    public static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "The data of a view cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}
