// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.webui.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes data that a page changed.
 *
 * @param <D> the data
 */
public final class ApplyDataService<D> extends AbstractDataService {
    private final Applier<D> applier;
    private final Function<D, String> validator;
    private final Deserializer<D> deserializer;

    private ApplyDataService(ApplyDataServiceBuilder<D> builder) {
        super(builder);
        applier = builder.applier;
        validator = builder.validator;
        deserializer = builder.deserializer;
    }

    public Optional<String> validateData(String data) throws IOException {
        return validator == null
                ? Optional.empty()
                : Optional.ofNullable(validator.apply(deserializer.deserialize(data)));
    }

    public String applyData(String data) {
        ObjectNode root = ServiceJson.MAPPER.createObjectNode();
        try {
            applier.apply(deserializer.deserialize(data));
            root.put("isApplied", true);
        } catch (IOException e) {
            root.put("isApplied", false).put("error", e.getMessage());
        }
        return root.toString();
    }

    public static ApplyDataServiceBuilder<String> builder(Applier<String> dataApplier) {
        return new ApplyDataServiceBuilder<>(dataApplier, text -> text);
    }

    /**
     * Turns JSON into data.
     *
     * @param <D> the data
     */
    @FunctionalInterface
    public interface Deserializer<D> {
        D deserialize(String data) throws IOException;
    }

    /**
     * Takes changed data.
     *
     * @param <D> the data
     */
    @FunctionalInterface
    public interface Applier<D> {
        void apply(D data) throws IOException;
    }

    /**
     * Collects the parts.
     *
     * @param <D> the data
     */
    public static final class ApplyDataServiceBuilder<D> extends AbstractDataServiceBuilder {
        private final Applier<D> applier;
        private Deserializer<D> deserializer;
        private Function<D, String> validator;

        private ApplyDataServiceBuilder(Applier<D> applier, Deserializer<D> deserializer) {
            this.applier = applier;
            this.deserializer = deserializer;
        }

        @Override
        public ApplyDataServiceBuilder<D> onDispose(Runnable dispose) {
            super.onDispose(dispose);
            return this;
        }

        @Override
        public ApplyDataServiceBuilder<D> onDeactivate(Runnable deactivate) {
            super.onDeactivate(deactivate);
            return this;
        }

        public ApplyDataServiceBuilder<D> validator(Function<D, String> newValidator) {
            validator = newValidator;
            return this;
        }

        public ApplyDataServiceBuilder<D> deserializer(Deserializer<D> newDeserializer) {
            deserializer = newDeserializer;
            return this;
        }

        public ApplyDataService<D> build() {
            return new ApplyDataService<>(this);
        }
    }
}
