// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.knime.core.webui.data.RpcDataService;
import org.restauro.views.PictureSource;

/** The pictures of a node's view, asked for as the page itself asks KNIME: by JSON-RPC. */
final class RpcPictures implements PictureSource {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RpcDataService service;

    RpcPictures(RpcDataService service) {
        this.service = service;
    }

    @Override
    public List<String> thumbnails(List<Integer> rows, String column) throws IOException {
        List<String> uris = new ArrayList<>();
        JsonNode result = call("thumbnails", JSON.valueToTree(rows), TextNode.valueOf(column));
        result.forEach(uri -> uris.add(uri.asText("")));
        return uris;
    }

    @Override
    public String image(int row, String column, int maxSide) throws IOException {
        return call(
                        "image",
                        IntNode.valueOf(row),
                        TextNode.valueOf(column),
                        IntNode.valueOf(maxSide))
                .asText("");
    }

    private JsonNode call(String method, JsonNode... parameters) throws IOException {
        String request = RpcDataService.jsonRpcRequest(method, parameters);
        JsonNode answer = JSON.readTree(service.handleRpcRequest(request));
        if (answer.hasNonNull("error")) {
            JsonNode error = answer.get("error");
            throw new IOException(
                    "the data service of the view answers \""
                            + error.path("message").asText(error.toString())
                            + "\" when asked for "
                            + method);
        }
        return answer.path("result");
    }
}
