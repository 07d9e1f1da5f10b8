// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.webui.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.knime.core.node.NodeLogger;

/** Answers JSON-RPC 2.0 requests by calling public methods of public handlers. */
final class JsonRpc {
    /** The name of a handler whose methods are called without a name before them. */
    static final String UNNAMED = "";

    private static final int PARSE_ERROR = -32700;
    private static final int INVALID_REQUEST = -32600;
    private static final int NO_METHOD = -32601;
    private static final int WRONG_PARAMETERS = -32602;
    private static final int INTERNAL_ERROR = -32000;
    private static final int USER_ERROR = -32001;

    private final Map<String, Object> handlers;

    JsonRpc(Map<String, Object> handlers) {
        this.handlers = handlers;
    }

    /**
     * Calls what a request names.
     *
     * @param text the request
     * @return the response: its result or its error; empty for a request without an id
     */
    String answer(String text) {
        ObjectNode response =
                ServiceJson.MAPPER.createObjectNode().put("jsonrpc", "2.0").putNull("id");
        JsonNode request;
        try {
            request = ServiceJson.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return error(response, PARSE_ERROR, "JSON parse error", null);
        }
        if (!request.path("method").isTextual()) {
            return error(response, INVALID_REQUEST, "invalid request", null);
        }
        response.set("id", request.get("id"));
        String answer = call(request.get("method").textValue(), request.path("params"), response);
        return request.hasNonNull("id") ? answer : "";
    }

    private String call(String name, JsonNode params, ObjectNode response) {
        int dot = name.lastIndexOf('.');
        Object handler = handlers.get(UNNAMED);
        if (handler == null && dot > 0) {
            handler = handlers.get(name.substring(0, dot));
        }
        List<Method> methods =
                methods(handler, handlers.containsKey(UNNAMED) ? name : name.substring(dot + 1));
        if (methods.isEmpty()) {
            return error(response, NO_METHOD, "method not found", null);
        }
        for (Method method : methods) {
            Object[] arguments = arguments(method, params);
            if (arguments != null) {
                return invoke(handler, method, arguments, response);
            }
        }
        return error(response, WRONG_PARAMETERS, "method parameters invalid", null);
    }

    private static String invoke(
            Object handler, Method method, Object[] arguments, ObjectNode response) {
        try {
            Object result = method.invoke(handler, arguments);
            response.set("result", ServiceJson.MAPPER.valueToTree(result));
            return response.toString();
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            boolean isUsers = cause instanceof DataServiceException;
            if (!isUsers) {
                NodeLogger.getLogger(RpcDataService.class).error(cause.toString());
            }
            return error(
                    response,
                    isUsers ? USER_ERROR : INTERNAL_ERROR,
                    cause.getMessage(),
                    ServiceJson.describe(cause));
        } catch (IllegalAccessException e) {
            return error(response, INTERNAL_ERROR, e.getMessage(), ServiceJson.describe(e));
        }
    }

    private static List<Method> methods(Object handler, String name) {
        List<Method> found = new ArrayList<>();
        if (handler != null) {
            for (Method method : handler.getClass().getMethods()) {
                if (method.getName().equals(name)
                        && !method.isBridge()
                        && !Modifier.isStatic(method.getModifiers())) {
                    found.add(method);
                }
            }
            found.sort(Comparator.comparing(Method::toGenericString));
        }
        return found;
    }

    /** The arguments for a method, or null when the parameters are not for it. */
    private static Object[] arguments(Method method, JsonNode params) {
        boolean isNone = params.isMissingNode() || params.isNull();
        int given = isNone ? 0 : params.size();
        if (given != method.getParameterCount() || !isNone && !params.isArray()) {
            return null;
        }
        Object[] arguments = new Object[given];
        for (int i = 0; i < given; i++) {
            try {
                arguments[i] =
                        ServiceJson.MAPPER
                                .readerFor(
                                        ServiceJson.MAPPER
                                                .getTypeFactory()
                                                .constructType(
                                                        method.getGenericParameterTypes()[i]))
                                .readValue(params.get(i));
            } catch (IOException e) {
                return null;
            }
            if (arguments[i] == null && method.getParameterTypes()[i].isPrimitive()) {
                return null;
            }
        }
        return arguments;
    }

    private static String error(ObjectNode response, int code, String message, ObjectNode data) {
        ObjectNode error = response.putObject("error").put("code", code).put("message", message);
        if (data != null) {
            error.set("data", data);
        }
        return response.toString();
    }
}
