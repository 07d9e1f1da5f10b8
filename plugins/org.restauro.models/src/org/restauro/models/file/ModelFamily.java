// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.file;

import com.fasterxml.jackson.databind.JsonNode;
import org.restauro.engine.weights.StateDict;

/**
 * A kind of network that can be recognised from its tensors. A family is registered as a service
 * ({@code META-INF/services}) of this bundle.
 */
public interface ModelFamily {
    /** The family's name in model descriptions, such as {@code mat}. */
    String name();

    /** What the recognised network is called in model files. */
    default String network() {
        return ModelFile.GENERATOR;
    }

    /** Whether these are the tensors of a generator, or other main network, of this family. */
    boolean recognises(StateDict generator);

    /**
     * The configuration of a generator, from the names and shapes of its tensors.
     *
     * @return a JSON object
     * @throws IllegalArgumentException if the tensors do not fit together
     */
    JsonNode config(StateDict generator);

    /**
     * A configuration with options that someone states.
     *
     * @param config as {@link #config} gives it
     * @param stated options by name, which may be new
     * @return the whole configuration
     * @throws IllegalArgumentException if an option is unknown or does not fit
     */
    default JsonNode withOptions(JsonNode config, JsonNode stated) {
        throw new IllegalArgumentException(
                "options of the family "
                        + name()
                        + " cannot be stated; they follow from its weights");
    }
}
