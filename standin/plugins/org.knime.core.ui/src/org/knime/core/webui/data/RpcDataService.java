// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.webui.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lets a page call methods of handlers: JSON-RPC 2.0 with parameters by position. */
public final class RpcDataService extends AbstractDataService {
    private final Map<String, Object> handlers;
    private final JsonRpc rpc;

    private RpcDataService(RpcDataServiceBuilder builder) {
        super(builder);
        if (builder.handlers.isEmpty()) {
            throw new IllegalStateException("No handler was supplied to this RPCDataService");
        }
        handlers = Map.copyOf(builder.handlers);
        rpc = new JsonRpc(handlers);
    }

    public String handleRpcRequest(String request) {
        return rpc.answer(request);
    }

    public Object getHandler(String name) {
        return handlers.containsKey(JsonRpc.UNNAMED)
                ? handlers.get(JsonRpc.UNNAMED)
                : handlers.get(name);
    }

    public static String jsonRpcRequest(String method) {
        return request(method, ServiceJson.MAPPER.createArrayNode());
    }

    public static String jsonRpcRequest(String method, String... params) {
        ArrayNode list = ServiceJson.MAPPER.createArrayNode();
        for (String param : params) {
            list.add(param);
        }
        return request(method, list);
    }

    public static String jsonRpcRequest(String method, JsonNode... params) {
        ArrayNode list = ServiceJson.MAPPER.createArrayNode();
        for (JsonNode param : params) {
            list.add(param);
        }
        return request(method, list);
    }

    private static String request(String method, ArrayNode params) {
        return ServiceJson.MAPPER
                .createObjectNode()
                .put("jsonrpc", "2.0")
                .put("id", 1)
                .put("method", method)
                .set("params", params)
                .toPrettyString();
    }

    public static <S> RpcDataServiceBuilder builder(S handler) {
        RpcDataServiceBuilder builder = new RpcDataServiceBuilder();
        builder.handlers.put(JsonRpc.UNNAMED, handler);
        return builder;
    }

    public static RpcDataServiceBuilder builder() {
        return new RpcDataServiceBuilder();
    }

    /** Collects the parts. */
    public static final class RpcDataServiceBuilder extends AbstractDataServiceBuilder {
        private final Map<String, Object> handlers = new LinkedHashMap<>();

        private RpcDataServiceBuilder() {}

        public RpcDataServiceBuilder addService(String name, Object handler) {
            if (handlers.containsKey(JsonRpc.UNNAMED)) {
                throw new IllegalStateException(
                        "Named and unnamed handlers cannot be had at the same time");
            }
            handlers.put(name, handler);
            return this;
        }

        @Override
        public RpcDataServiceBuilder onDispose(Runnable dispose) {
            super.onDispose(dispose);
            return this;
        }

        @Override
        public RpcDataServiceBuilder onDeactivate(Runnable deactivate) {
            super.onDeactivate(deactivate);
            return this;
        }

        public RpcDataService build() {
            return new RpcDataService(this);
        }
    }
}
