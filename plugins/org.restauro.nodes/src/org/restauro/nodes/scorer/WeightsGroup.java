// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.scorer;

import java.util.List;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.restauro.metrics.weights.MetricWeights;
import org.restauro.nodes.table.LocalPaths;

/** Where networks get their weights. Field names are keys of saved workflows. */
public final class WeightsGroup implements NodeParameters {

    /** Where weights come from. */
    enum SourceChoice {
        @Label(
                value = "Published files",
                description =
                        "Files of a folder, under their published names. They are not part of"
                                + " Restauro: where one is missing, the node says where to get it"
                                + " and under which licence, and computes the other metrics.")
        FILES,
        @Label(
                value = "Formula, to try out",
                description =
                        "Untrained weights made by a formula: they show that a workflow works, but"
                                + " their scores mean nothing.")
        FORMULA
    }

    /** Names the choice for the predicate below. */
    static final class SourceReference implements ParameterReference<SourceChoice> {}

    /** Weights come from files. */
    static final class IsFiles implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getEnum(SourceReference.class).isOneOf(SourceChoice.FILES);
        }
    }

    @Widget(title = "Weights", description = "Where the networks of metrics get their weights.")
    @ValueSwitchWidget
    @ValueReference(SourceReference.class)
    SourceChoice source = SourceChoice.FILES;

    @Widget(
            title = "Folder of weight files",
            description =
                    "Holds the weight files that metrics with a network need. Left empty, such"
                            + " metrics are left out. It can be controlled by a flow variable.")
    @TextInputWidget(placeholder = "/path/to/weights")
    @Effect(predicate = IsFiles.class, type = EffectType.SHOW)
    String folder = "";

    /**
     * The weights.
     *
     * @throws InvalidSettingsException if the folder does not exist
     */
    public MetricWeights weights() throws InvalidSettingsException {
        if (source == SourceChoice.FORMULA) {
            return MetricWeights.formula();
        }
        return MetricWeights.in(
                folder == null || folder.isBlank()
                        ? List.of()
                        : List.of(LocalPaths.folder(folder, "folder of weight files")));
    }
}
