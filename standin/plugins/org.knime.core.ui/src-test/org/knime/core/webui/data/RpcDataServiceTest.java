// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.webui.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class RpcDataServiceTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What a page calls. */
    public static final class Handler {
        public String[] join(List<Integer> numbers, String text) {
            return numbers.stream().map(n -> text + (n + 1)).toArray(String[]::new);
        }

        public int twice(int number) {
            return 2 * number;
        }

        public String refuse() {
            throw new DataServiceException("Not today", "Come again tomorrow");
        }

        public String fail() {
            throw new IllegalStateException("broken");
        }
    }

    private static JsonNode call(RpcDataService service, String method, String params)
            throws Exception {
        return MAPPER.readTree(
                service.handleRpcRequest(
                        String.format(
                                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"%s\",\"params\":%s}",
                                method, params)));
    }

    @Test
    void calls_methods_with_parameters_by_position() throws Exception {
        RpcDataService service = RpcDataService.builder(new Handler()).build();
        JsonNode answer = call(service, "join", "[[1,2],\"n\"]");
        assertThat(answer.get("jsonrpc").asText()).isEqualTo("2.0");
        assertThat(answer.get("id").asInt()).isEqualTo(7);
        assertThat(answer.get("result").toString()).isEqualTo("[\"n2\",\"n3\"]");
        assertThat(call(service, "twice", "[21]").get("result").asInt()).isEqualTo(42);
        String request =
                RpcDataService.jsonRpcRequest("twice", MAPPER.getNodeFactory().numberNode(4));
        assertThat(MAPPER.readTree(service.handleRpcRequest(request)).get("result").asInt())
                .isEqualTo(8);
    }

    @Test
    void reports_errors_as_json_rpc_errors() throws Exception {
        RpcDataService service = RpcDataService.builder(new Handler()).build();
        assertThat(call(service, "none", "[]").at("/error/code").asInt()).isEqualTo(-32601);
        assertThat(call(service, "twice", "[]").at("/error/code").asInt()).isEqualTo(-32602);
        assertThat(call(service, "twice", "[\"x\"]").at("/error/code").asInt()).isEqualTo(-32602);
        JsonNode refused = call(service, "refuse", "[]").get("error");
        assertThat(refused.get("code").asInt()).isEqualTo(-32001);
        assertThat(refused.get("message").asText()).isEqualTo("Not today");
        assertThat(refused.at("/data/details").asText()).isEqualTo("Come again tomorrow");
        JsonNode failed = call(service, "fail", "[]").get("error");
        assertThat(failed.get("code").asInt()).isEqualTo(-32000);
        assertThat(failed.at("/data/typeName").asText())
                .isEqualTo("java.lang.IllegalStateException");
        assertThat(MAPPER.readTree(service.handleRpcRequest("{")).at("/error/code").asInt())
                .isEqualTo(-32700);
    }

    @Test
    void named_handlers_are_called_by_their_name() throws Exception {
        RpcDataService service = RpcDataService.builder().addService("one", new Handler()).build();
        assertThat(call(service, "one.twice", "[3]").get("result").asInt()).isEqualTo(6);
        assertThat(call(service, "twice", "[3]").at("/error/code").asInt()).isEqualTo(-32601);
        assertThatThrownBy(() -> RpcDataService.builder().build())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void deactivates_before_it_disposes() {
        StringBuilder calls = new StringBuilder();
        RpcDataService service =
                RpcDataService.builder(new Handler())
                        .onDispose(() -> calls.append("dispose"))
                        .onDeactivate(() -> calls.append("deactivate "))
                        .build();
        service.disposeRunnable().orElseThrow().run();
        assertThat(calls).hasToString("deactivate dispose");
    }

    @Test
    void initial_data_tells_errors_apart() throws Exception {
        JsonNode user =
                MAPPER.readTree(
                        InitialDataService.<String>builder(
                                        () -> {
                                            throw new DataServiceException("No", "details");
                                        })
                                .build()
                                .getInitialData());
        assertThat(user.at("/userError/message").asText()).isEqualTo("No");
        JsonNode internal =
                MAPPER.readTree(
                        InitialDataService.<String>builder(
                                        () -> {
                                            throw new IllegalStateException("Bad");
                                        })
                                .build()
                                .getInitialData());
        assertThat(internal.at("/internalError/typeName").asText())
                .isEqualTo("java.lang.IllegalStateException");
        assertThat(InitialDataService.builder(() -> "{\"a\":1}").build().getInitialData())
                .isEqualTo("{\"result\":{\"a\":1}}");
        assertThat(InitialDataService.builder(() -> "a text").build().getInitialData())
                .isEqualTo("{\"result\":\"a text\"}");
    }

    @Test
    void applies_data() throws Exception {
        StringBuilder applied = new StringBuilder();
        ApplyDataService<String> service =
                ApplyDataService.builder((ApplyDataService.Applier<String>) applied::append)
                        .validator(text -> text.isEmpty() ? "empty" : null)
                        .build();
        assertThat(service.validateData("")).contains("empty");
        assertThat(service.validateData("x")).isEmpty();
        assertThat(service.applyData("x")).isEqualTo("{\"isApplied\":true}");
        assertThat(applied).hasToString("x");
    }
}
