// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.scorer.fid;

import java.nio.file.Path;
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
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.restauro.metrics.Metric;
import org.restauro.metrics.ScoreSettings;
import org.restauro.metrics.statistics.CovarianceRule;
import org.restauro.models.inception.InceptionInput;
import org.restauro.nodes.scorer.ComputationGroup;
import org.restauro.nodes.scorer.WeightsGroup;
import org.restauro.nodes.table.ImageColumns;
import org.restauro.nodes.table.LocalPaths;

/** What the FID Scorer asks for. Field names are keys of saved workflows. */
final class FidScorerNodeParameters implements NodeParameters {

    static final String MESSAGE_NO_METRIC = "No metric is chosen. Choose at least one.";
    static final String MESSAGE_BATCH =
            "The number of images at once is %d. Choose from 1 to "
                    + FidScorerNodeParameters.MAX_BATCH
                    + ".";

    /** More images at once than this make nothing faster. */
    static final int MAX_BATCH = 1024;

    private static final List<String> GENERATED = List.of("restored", ImageColumns.IMAGE);
    private static final List<String> REAL =
            List.of("truth", ImageColumns.REFERENCE, ImageColumns.IMAGE);

    /** How images become the network's input. */
    enum ResizeChoice {
        @Label(
                value = "TensorFlow",
                description = "As MAT, StyleGAN2-ADA and torch-fidelity compute.")
        TENSORFLOW(InceptionInput.TENSORFLOW),
        @Label(value = "Half pixel", description = "As pytorch-fid and GenForce compute.")
        HALF_PIXEL(InceptionInput.HALF_PIXEL);

        private final InceptionInput rule;

        ResizeChoice(final InceptionInput rule) {
            this.rule = rule;
        }
    }

    /** By what covariances are divided. */
    enum CovarianceChoice {
        @Label(value = "n", description = "As MAT and StyleGAN2-ADA compute.")
        N(CovarianceRule.N),
        @Label(
                value = "n - 1",
                description = "As pytorch-fid, torch-fidelity and GenForce compute.")
        N_MINUS_1(CovarianceRule.N_MINUS_1);

        private final CovarianceRule rule;

        CovarianceChoice(final CovarianceRule rule) {
            this.rule = rule;
        }
    }

    @Section(title = "Images")
    interface ImagesSection {}

    @Section(title = "Metrics")
    @After(ImagesSection.class)
    interface MetricsSection {}

    @Section(
            title = "Path length",
            description = "Which paths the perceptual path length is measured on.")
    @After(MetricsSection.class)
    @Advanced
    interface PathsSection {}

    @Section(title = "Weights")
    @After(PathsSection.class)
    interface WeightsSection {}

    @Section(
            title = "Conventions",
            description =
                    "Published implementations of FID differ; compare only values of the same"
                            + " conventions. The defaults are those of MAT.")
    @After(WeightsSection.class)
    @Advanced
    interface ConventionsSection {}

    @Section(title = "Computation")
    @After(ConventionsSection.class)
    @Advanced
    interface ComputationSection {}

    @Widget(
            title = "Generated column",
            description = "The column with the images to judge. Not used for data sets.")
    @ChoicesProvider(ImageColumn.Generated.class)
    @Layout(ImagesSection.class)
    String generatedColumn = "";

    @Widget(
            title = "Real column",
            description = "The column with the real images. Not used for data sets.")
    @ChoicesProvider(ImageColumn.Real.class)
    @Layout(ImagesSection.class)
    String realColumn = "";

    @Widget(
            title = "Images belong together",
            description =
                    "Only P-IDS asks for it: a generated image and the real one it stands for. It"
                            + " is left out, with a warning, where they are not equally many or a"
                            + " partner is missing.")
    @ValueSwitchWidget
    @Layout(ImagesSection.class)
    PairingChoice pairing = PairingChoice.ORDER;

    @Widget(
            title = "FID",
            description =
                    "Fréchet inception distance of the two sets; lower is better. Depends on the"
                            + " number of images below a few thousand.")
    @Layout(MetricsSection.class)
    boolean fid = true;

    @Widget(
            title = "KID",
            description =
                    "Kernel inception distance of the two sets; lower is better. Suited to small"
                            + " sets.")
    @Layout(MetricsSection.class)
    boolean kid = false;

    @Widget(
            title = "Inception score",
            description = "Variety and clearness of the generated images alone; higher is better.")
    @Layout(MetricsSection.class)
    boolean inceptionScore = false;

    @Widget(
            title = "Precision and recall",
            description =
                    "Which share of the generated images looks real, and which share of the real"
                            + " ones could have been generated; higher is better.")
    @Layout(MetricsSection.class)
    boolean precisionRecall = false;

    @Widget(
            title = "P-IDS and U-IDS",
            description =
                    "How badly a linear machine tells both sets apart; higher is better. The"
                            + " metrics of the paper on MAT.")
    @Layout(MetricsSection.class)
    boolean discriminative = false;

    @Widget(
            title = "Perceptual path length",
            description =
                    "How much the images of a GAN change for small steps between its latents:"
                            + " lower is smoother. Asks for the model at the port Generator.")
    @Layout(MetricsSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    boolean pathLength = false;

    @Layout(PathsSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    PathsGroup paths = new PathsGroup();

    @Layout(WeightsSection.class)
    WeightsGroup weights = new WeightsGroup();

    @Widget(title = "Resize rule", description = "How images become the network's input.")
    @ValueSwitchWidget
    @Layout(ConventionsSection.class)
    @Advanced
    ResizeChoice resize = ResizeChoice.TENSORFLOW;

    @Widget(title = "Covariance", description = "By what FID's covariances are divided.")
    @ValueSwitchWidget
    @Layout(ConventionsSection.class)
    @Advanced
    CovarianceChoice covariance = CovarianceChoice.N;

    @Widget(
            title = "Images at once",
            description = "How many images go through the network at once, from 1 to 1,024.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(ComputationSection.class)
    @Advanced
    int batch = 32;

    @Widget(
            title = "Cache folder",
            description =
                    "Keeps what the network makes of each image: scoring the same real images"
                            + " again takes no time for them. Left empty, nothing is kept.")
    @TextInputWidget(placeholder = "/path/to/cache")
    @Layout(ComputationSection.class)
    @Advanced
    String cacheFolder = "";

    @Layout(ComputationSection.class)
    ComputationGroup computation = new ComputationGroup();

    FidScorerNodeParameters() {}

    FidScorerNodeParameters(final NodeParametersInput input) {
        generatedColumn = ImageColumn.first(input, FidScorerNodeFactory.GENERATED_PORT, GENERATED);
        realColumn = ImageColumn.first(input, FidScorerNodeFactory.REAL_PORT, REAL);
    }

    /** The chosen metrics. */
    private Set<Metric> metrics() {
        Set<Metric> metrics = EnumSet.noneOf(Metric.class);
        add(metrics, Metric.FID, fid);
        add(metrics, Metric.KID, kid);
        add(metrics, Metric.IS, inceptionScore);
        add(metrics, Metric.PRECISION_RECALL, precisionRecall);
        add(metrics, Metric.DISCRIMINATIVE, discriminative);
        add(metrics, Metric.PATH_LENGTH, pathLength);
        return metrics;
    }

    private static void add(final Set<Metric> metrics, final Metric metric, final boolean chosen) {
        if (chosen) {
            metrics.add(metric);
        }
    }

    /** The folder of kept features, or null. */
    private Path cache() throws InvalidSettingsException {
        return cacheFolder == null || cacheFolder.isBlank()
                ? null
                : LocalPaths.folderToWrite(cacheFolder, true);
    }

    /** Checks folders, which {@link #validate} leaves to the computer that executes. */
    void checkFolders() throws InvalidSettingsException {
        weights.weights();
        cache();
    }

    /** What to compute, and how. */
    ScoreSettings settings() throws InvalidSettingsException {
        ScoreSettings published = ScoreSettings.published(metrics());
        return published
                .with(computation.computePolicy())
                .with(resize.rule, covariance.rule)
                .withBatch(batch, published.decoders())
                .withCache(cache())
                .with(paths.paths());
    }

    @Override
    public void validate() throws InvalidSettingsException {
        if (metrics().isEmpty()) {
            throw new InvalidSettingsException(MESSAGE_NO_METRIC);
        }
        if (batch < 1 || batch > MAX_BATCH) {
            throw new InvalidSettingsException(MESSAGE_BATCH.formatted(batch));
        }
        computation.check();
        paths.check();
    }
}
