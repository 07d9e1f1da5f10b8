// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.knime.core.webui.data.RpcDataService;
import org.knime.core.webui.node.view.NodeView;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.ReadOptions;
import org.restauro.standin.ui.NodeViews;
import org.restauro.views.data.ViewJson;

/** The view of an executed node, as its page uses it. */
final class ShownView implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final NodeView view;
    private final RpcDataService service;

    ShownView(final NodeRun run) {
        this(NodeViews.open(run.node()).orElseThrow());
    }

    ShownView(final NodeView view) {
        this.view = view;
        service = view.createRpcDataService().orElse(null);
        assertThat(view.getPage().getRelativePath()).isEqualTo("index.html");
    }

    /** What the page starts with. */
    <T> T data(final Class<T> type) throws Exception {
        String json = view.createInitialDataService().orElseThrow().getInitialData();
        JsonNode root = MAPPER.readTree(json);
        assertThat(root.has("result")).as(json).isTrue();
        return ViewJson.read(root.get("result").toString(), type);
    }

    JsonNode call(final String method, final Object... params) throws Exception {
        JsonNode request =
                MAPPER.createObjectNode()
                        .put("jsonrpc", "2.0")
                        .put("id", 1)
                        .put("method", method)
                        .set("params", MAPPER.valueToTree(params));
        return MAPPER.readTree(service.handleRpcRequest(request.toString()));
    }

    List<String> thumbnails(final List<Integer> rows, final String column) throws Exception {
        List<String> uris = new ArrayList<>();
        JsonNode answer = call("thumbnails", rows, column);
        assertThat(answer.has("result")).as(answer.toString()).isTrue();
        answer.get("result").forEach(uri -> uris.add(uri.asText()));
        return uris;
    }

    String image(final int row, final String column, final int maxSide) throws Exception {
        return call("image", row, column, maxSide).get("result").asText();
    }

    static PixelImage decode(final String uri) throws Exception {
        byte[] file = Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
        return ImageFiles.read(file, "picture", ReadOptions.defaults());
    }

    @Override
    public void close() {
        service.disposeRunnable().orElseThrow().run();
    }
}
