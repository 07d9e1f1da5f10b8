// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.webui.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.function.Supplier;
import org.knime.core.node.NodeLogger;

/**
 * Gives the data that a page starts with.
 *
 * @param <D> the data
 */
public final class InitialDataService<D> extends AbstractDataService {
    private final Supplier<D> data;
    private final Serializer<D> serializer;

    private InitialDataService(InitialDataServiceBuilder<D> builder) {
        super(builder);
        data = builder.data;
        serializer =
                builder.serializer == null
                        ? d ->
                                d instanceof String
                                        ? (String) d
                                        : ServiceJson.MAPPER.writeValueAsString(d)
                        : builder.serializer;
    }

    /**
     * The data as JSON.
     *
     * @return {@code {"result": …}}, or {@code userError} or {@code internalError} with the reason
     */
    public String getInitialData() {
        ObjectNode root = ServiceJson.MAPPER.createObjectNode();
        try {
            String text = serializer.serialize(data.get());
            try {
                root.set("result", ServiceJson.MAPPER.readTree(text));
            } catch (JsonProcessingException e) {
                root.put("result", text);
            }
        } catch (IOException | RuntimeException | LinkageError e) {
            ObjectNode error = ServiceJson.describe(e).put("message", e.getMessage());
            boolean isUsers = e instanceof DataServiceException;
            root.set(isUsers ? "userError" : "internalError", error);
            if (!isUsers) {
                NodeLogger.getLogger(InitialDataService.class).error(e.toString());
            }
        }
        return root.toString();
    }

    public static <D> InitialDataServiceBuilder<D> builder(Supplier<D> dataSupplier) {
        return new InitialDataServiceBuilder<>(dataSupplier);
    }

    /**
     * Collects the parts.
     *
     * @param <D> the data
     */
    public static final class InitialDataServiceBuilder<D> extends AbstractDataServiceBuilder {
        private final Supplier<D> data;
        private Serializer<D> serializer;

        private InitialDataServiceBuilder(Supplier<D> data) {
            this.data = data;
        }

        @Override
        public InitialDataServiceBuilder<D> onDispose(Runnable dispose) {
            super.onDispose(dispose);
            return this;
        }

        @Override
        public InitialDataServiceBuilder<D> onDeactivate(Runnable deactivate) {
            super.onDeactivate(deactivate);
            return this;
        }

        public InitialDataServiceBuilder<D> serializer(Serializer<D> newSerializer) {
            serializer = newSerializer;
            return this;
        }

        public InitialDataService<D> build() {
            return new InitialDataService<>(this);
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
