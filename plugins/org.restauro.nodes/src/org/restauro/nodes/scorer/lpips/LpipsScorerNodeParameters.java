// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.scorer.lpips;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.restauro.metrics.Metric;
import org.restauro.nodes.scorer.ComputationGroup;
import org.restauro.nodes.scorer.WeightsGroup;
import org.restauro.nodes.table.FailureChoice;
import org.restauro.nodes.table.ImageColumns;
import org.restauro.nodes.table.InputImageColumns;

/** What the LPIPS Scorer asks for. Field names are keys of saved workflows. */
final class LpipsScorerNodeParameters implements NodeParameters {

    static final String MESSAGE_NO_METRIC = "No metric is chosen. Choose at least one.";

    private static final List<String> RESTORED = List.of("restored", ImageColumns.IMAGE);
    private static final List<String> TRUTH = List.of("truth", ImageColumns.REFERENCE);

    /** Names the choice for the predicate below. */
    static final class AreaReference implements ParameterReference<AreaChoice> {}

    /** Masks are needed. */
    static final class HasHoles implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getEnum(AreaReference.class).isOneOf(AreaChoice.BOTH, AreaChoice.HOLES);
        }
    }

    @Section(title = "Images")
    interface ImagesSection {}

    @Section(title = "Metrics")
    @After(ImagesSection.class)
    interface MetricsSection {}

    @Section(title = "Weights")
    @After(MetricsSection.class)
    interface WeightsSection {}

    @Section(title = "Output")
    @After(WeightsSection.class)
    interface OutputSection {}

    @Section(title = "Computation")
    @After(OutputSection.class)
    @Advanced
    interface ComputationSection {}

    @Widget(title = "Restored column", description = "The column with the images to judge.")
    @ChoicesProvider(InputImageColumns.OfFirstPort.class)
    @Layout(ImagesSection.class)
    String restoredColumn = "restored";

    @Widget(
            title = "Truth column",
            description = "The column with the undamaged originals, of the same sizes.")
    @ChoicesProvider(InputImageColumns.OfFirstPort.class)
    @Layout(ImagesSection.class)
    String truthColumn = "truth";

    @Widget(
            title = "Compare",
            description =
                    "Outside of the holes a restored image is its original, so that large"
                            + " images with small holes all score well: the holes tell more.")
    @ValueSwitchWidget
    @Layout(ImagesSection.class)
    @ValueReference(AreaReference.class)
    AreaChoice area = AreaChoice.WHOLE;

    @Widget(
            title = "Mask column",
            description = "The column with the masks: white is known, black is a hole.")
    @ChoicesProvider(InputImageColumns.OfFirstPort.class)
    @Layout(ImagesSection.class)
    @Effect(predicate = HasHoles.class, type = EffectType.SHOW)
    String maskColumn = ImageColumns.MASK;

    @Widget(
            title = "LPIPS (AlexNet)",
            description =
                    "Perceived difference by AlexNet, the usual variant; lower is better. Needs"
                            + " the weights of AlexNet.")
    @Layout(MetricsSection.class)
    boolean lpipsAlex = true;

    @Widget(
            title = "LPIPS (VGG-16)",
            description =
                    "Perceived difference by VGG-16; lower is better. Needs the weights of VGG-16.")
    @Layout(MetricsSection.class)
    boolean lpipsVgg = false;

    @Widget(
            title = "LPIPS (SqueezeNet)",
            description =
                    "Perceived difference by SqueezeNet, the fastest; lower is better. Needs the"
                            + " weights of SqueezeNet.")
    @Layout(MetricsSection.class)
    boolean lpipsSqueeze = false;

    @Widget(
            title = "PSNR",
            description = "Peak signal-to-noise ratio in decibels; higher is better.")
    @Layout(MetricsSection.class)
    boolean psnr = true;

    @Widget(title = "SSIM", description = "Structural similarity; higher is better, 1 is equal.")
    @Layout(MetricsSection.class)
    boolean ssim = true;

    @Widget(title = "L1", description = "Mean absolute difference; lower is better.")
    @Layout(MetricsSection.class)
    boolean l1 = true;

    @Layout(WeightsSection.class)
    WeightsGroup weights = new WeightsGroup();

    @Widget(title = "If a row fails", description = "What becomes of a pair that cannot be judged.")
    @ValueSwitchWidget
    @Layout(OutputSection.class)
    FailureChoice onFailure = FailureChoice.MISSING;

    @Layout(ComputationSection.class)
    ComputationGroup computation = new ComputationGroup();

    LpipsScorerNodeParameters() {}

    LpipsScorerNodeParameters(final NodeParametersInput input) {
        List<String> names = ImageColumns.imageColumns(input, 0);
        restoredColumn = first(names, RESTORED);
        truthColumn = first(names, TRUTH);
        if (names.contains(ImageColumns.MASK)) {
            area = AreaChoice.BOTH;
        }
    }

    private static String first(final List<String> names, final List<String> wanted) {
        return wanted.stream().filter(names::contains).findFirst().orElse("");
    }

    /** The chosen metrics. */
    Set<Metric> metrics() {
        Set<Metric> metrics = EnumSet.noneOf(Metric.class);
        add(metrics, Metric.LPIPS_ALEX, lpipsAlex);
        add(metrics, Metric.LPIPS_VGG, lpipsVgg);
        add(metrics, Metric.LPIPS_SQUEEZE, lpipsSqueeze);
        add(metrics, Metric.PSNR, psnr);
        add(metrics, Metric.SSIM, ssim);
        add(metrics, Metric.L1, l1);
        return metrics;
    }

    private static void add(final Set<Metric> metrics, final Metric metric, final boolean chosen) {
        if (chosen) {
            metrics.add(metric);
        }
    }

    @Override
    public void validate() throws InvalidSettingsException {
        if (metrics().isEmpty()) {
            throw new InvalidSettingsException(MESSAGE_NO_METRIC);
        }
        computation.check();
    }
}
