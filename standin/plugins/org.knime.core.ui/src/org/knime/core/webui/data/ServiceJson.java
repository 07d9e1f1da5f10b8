// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.webui.data;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How services write and read JSON. */
final class ServiceJson {
    static final ObjectMapper MAPPER =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private ServiceJson() {}

    /** What is told of a failure besides its message. */
    static ObjectNode describe(Throwable failure) {
        ObjectNode node = MAPPER.createObjectNode();
        if (failure instanceof DataServiceException) {
            return node.put("details", ((DataServiceException) failure).getDetails());
        }
        node.put("typeName", failure.getClass().getName());
        ArrayNode trace = node.putArray("stackTrace");
        for (StackTraceElement element : failure.getStackTrace()) {
            trace.add(element.toString());
        }
        return node;
    }
}
