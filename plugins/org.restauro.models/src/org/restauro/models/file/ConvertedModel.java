// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.restauro.engine.weights.StateDict;
import org.restauro.models.foreign.ForeignFile;

/** Makes a model of converted networks. */
final class ConvertedModel {
    private ConvertedModel() {}

    static ModelFile of(
            ForeignFile file, ModelConverter.Result converted, ModelImporter.Networks wanted) {
        Map<String, ModelConverter.Network> networks = converted.networks();
        String main =
                List.of(ModelFile.GENERATOR_EMA, ModelFile.GENERATOR).stream()
                        .filter(networks::containsKey)
                        .findFirst()
                        .orElse(networks.keySet().iterator().next());
        boolean average =
                wanted == ModelImporter.Networks.FOR_USE && main.equals(ModelFile.GENERATOR_EMA);
        Map<String, StateDict> kept = new LinkedHashMap<>();
        Map<String, String> more = new LinkedHashMap<>();
        more.put("source.format", file.format().label());
        more.put("source.layout", converted.layout());
        for (Map.Entry<String, ModelConverter.Network> e : networks.entrySet()) {
            String name = e.getKey();
            ModelConverter.Network network = e.getValue();
            if (wanted == ModelImporter.Networks.ALL) {
                kept.put(name, network.weights());
                if (!name.equals(main)) {
                    more.put(ModelDescription.configOf(name), network.config().toString());
                }
            } else if (name.equals(main)) {
                kept.put(average ? ModelFile.GENERATOR : main, network.weights());
            } else {
                continue;
            }
            for (int i = 0; i < network.notes().size(); i++) {
                more.put(ModelDescription.NOTE + name + "." + (i + 1), network.notes().get(i));
            }
        }
        ModelConverter.Network first = networks.get(main);
        return new ModelFile(
                new ModelDescription(
                        first.family(),
                        first.config(),
                        ModelDescription.UNKNOWN,
                        "converted from "
                                + file.path().getFileName()
                                + " of "
                                + converted.layout()
                                + (average ? " (moving average of the generator)" : ""),
                        more),
                kept,
                file);
    }
}
