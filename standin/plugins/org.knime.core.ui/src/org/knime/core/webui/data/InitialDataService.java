// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.webui.data;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Gives the data that a page starts with.
 *
 * @param <D> the data
 */
public final class InitialDataService<D> extends AbstractDataService {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Supplier<D> data;
    private final Serializer<D> serializer;

    private InitialDataService(Supplier<D> data, Serializer<D> serializer) {
        this.data = data;
        this.serializer = serializer;
    }

    /**
     * The data as JSON.
     *
     * @return {@code {"result": …}}, or {@code internalError} with the reason
     */
    public String getInitialData() {
        try {
            String json =
                    serializer == null
                            ? MAPPER.writeValueAsString(data.get())
                            : serializer.serialize(data.get());
            return "{\"result\":" + json + "}";
        } catch (IOException | RuntimeException e) {
            return MAPPER.createObjectNode()
                    .set(
                            "internalError",
                            MAPPER.createObjectNode().put("message", String.valueOf(e)))
                    .toString();
        }
    }

    public static <D> InitialDataServiceBuilder<D> builder(Supplier<D> dataSupplier) {
        return new InitialDataServiceBuilder<>(dataSupplier);
    }

    /**
     * Collects the parts.
     *
     * @param <D> the data
     */
    public static final class InitialDataServiceBuilder<D> {
        private final Supplier<D> data;
        private Serializer<D> serializer;

        private InitialDataServiceBuilder(Supplier<D> data) {
            this.data = data;
        }

        public InitialDataServiceBuilder<D> serializer(Serializer<D> newSerializer) {
            serializer = newSerializer;
            return this;
        }

        public InitialDataService<D> build() {
            return new InitialDataService<>(data, serializer);
        }
    }

    /**
     * Turns data into JSON.
     *
     * @param <D> the data
     */
    @FunctionalInterface
    public interface Serializer<D> {
        String serialize(D obj) throws IOException;
    }
}
