// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.weights.StateDict;
import org.restauro.models.reference.ReferenceGuidedGenerator;
import org.restauro.models.reference.ReferenceModels;
import org.restauro.training.checkpoint.Persistent;
import org.restauro.training.config.SettingsException;

/** What a reference-guided generator puts into checkpoints: what learns, not its backbone. */
final class ReferenceParts {
    private ReferenceParts() {}

    /** The module; another backbone than it was trained on is refused. */
    static Persistent module(ReferenceGuidedGenerator generator, ComputePolicy policy) {
        return new Persistent() {
            @Override
            public String name() {
                return ReferenceModels.REFERENCE;
            }

            @Override
            public StateDict tensors() {
                return generator.reference().stateDict();
            }

            @Override
            public ObjectNode numbers() {
                return JsonNodeFactory.instance
                        .objectNode()
                        .put("backbone", generator.backboneFingerprint());
            }

            @Override
            public void restore(StateDict tensors, JsonNode numbers) {
                String wanted = numbers.path("backbone").asText();
                if (!wanted.equals(generator.backboneFingerprint())) {
                    throw new SettingsException(
                            "The run was begun with another backbone: training.model has the"
                                    + " fingerprint "
                                    + generator.backboneFingerprint()
                                    + ", the run's "
                                    + wanted
                                    + ". The same file as at its beginning would be right.");
                }
                generator.reference().load(tensors, policy);
            }
        };
    }

    /** What was unfrozen of the backbone. */
    static Persistent changed(ReferenceGuidedGenerator generator, ComputePolicy policy) {
        return new Persistent() {
            @Override
            public String name() {
                return ReferenceModels.CHANGED;
            }

            @Override
            public StateDict tensors() {
                return generator.changed();
            }

            @Override
            public void restore(StateDict tensors, JsonNode numbers) {
                generator.change(tensors, policy);
            }
        };
    }
}
