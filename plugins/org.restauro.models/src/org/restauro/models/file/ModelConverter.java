// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.WeightFileException;
import org.restauro.models.foreign.ForeignFile;

/**
 * Gives networks that another program names and stores in its own way their published names and
 * shapes. A converter is registered as a service ({@code META-INF/services}) of this bundle.
 */
public interface ModelConverter {
    /**
     * A network under published names.
     *
     * @param family the kind of network, as in model descriptions
     * @param weights its tensors, complete and in the published order; they read from the file they
     *     come from
     * @param config its configuration, a JSON object
     * @param notes what a user should know of the conversion, a sentence each
     */
    record Network(String family, StateDict weights, JsonNode config, List<String> notes) {
        /** Copies what could change. */
        public Network {
            notes = List.copyOf(notes);
        }
    }

    /**
     * The networks of a file.
     *
     * @param layout what the file's layout is called
     * @param networks by the names of {@link ModelFile}, in the order of the file
     */
    record Result(String layout, Map<String, Network> networks) {
        /** Copies what could change. */
        public Result {
            networks = Collections.unmodifiableMap(new LinkedHashMap<>(networks));
        }
    }

    /**
     * Converts the networks of a file.
     *
     * @return empty if the file is of no layout this converter knows
     * @throws WeightFileException if it is, but its networks are none that exist here
     */
    Optional<Result> convert(ForeignFile file) throws WeightFileException;
}
