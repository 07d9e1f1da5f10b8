// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.model.reader;

import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.RadioButtonsWidget;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.text.TextInputWidget;

/** What the Model Reader asks for. Field names are keys of saved workflows. */
final class ModelReaderNodeParameters implements NodeParameters {

    /** Where the weights come from. */
    enum Source {
        @Label(
                value = "File",
                description =
                        "A file of this extension, or MAT weights as published: .safetensors, .pkl,"
                                + " .pth or .pt. Nothing in such a file is ever executed.")
        FILE,
        @Label(
                value = "Demonstration weights (untrained)",
                description =
                        "A MAT network of full size whose weights are computed from a formula. It"
                                + " has learned nothing: holes are filled with a pattern. Use it to"
                                + " build and test a workflow before trained weights are at hand.")
        DEMONSTRATION
    }

    /** The size of the demonstration network. */
    enum DemonstrationSize {
        @Label(value = "256 × 256", description = "Built for images of 256 × 256 pixels.")
        SIZE_256(256),
        @Label(value = "512 × 512", description = "Built for images of 512 × 512 pixels.")
        SIZE_512(512);

        private final int pixels;

        DemonstrationSize(final int pixels) {
            this.pixels = pixels;
        }

        /** The edge length in pixels. */
        int pixels() {
            return pixels;
        }
    }

    /** Names the choice above for the predicates below. */
    static final class SourceReference implements ParameterReference<Source> {}

    /** A file is asked for. */
    static final class IsFile implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getEnum(SourceReference.class).isOneOf(Source.FILE);
        }
    }

    @Widget(title = "Weights", description = "Where the weights come from.")
    @RadioButtonsWidget
    @ValueReference(SourceReference.class)
    Source source = Source.FILE;

    @Widget(
            title = "Model file",
            description =
                    "The file with the weights, an absolute path at best; used only when the"
                            + " weights come from a file. It can be controlled by a flow variable.")
    @TextInputWidget(placeholder = "/path/to/model.safetensors")
    @Effect(predicate = IsFile.class, type = EffectType.SHOW)
    String file = "";

    @Widget(
            title = "Backbone file",
            description =
                    "The file of the network that a reference model was trained on; other models"
                            + " do not use it. Left empty, it is looked for in the model's folder"
                            + " by the name that the model knows.")
    @TextInputWidget(placeholder = "beside the model")
    @Effect(predicate = IsFile.class, type = EffectType.SHOW)
    @Migrate(loadDefaultIfAbsent = true)
    @Advanced
    String backbone = "";

    @Widget(
            title = "Size of the demonstration network",
            description = "Used only for demonstration weights.")
    @ValueSwitchWidget
    @Effect(predicate = IsFile.class, type = EffectType.HIDE)
    DemonstrationSize demonstrationSize = DemonstrationSize.SIZE_512;
}
