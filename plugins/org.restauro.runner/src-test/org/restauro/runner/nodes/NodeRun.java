// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.image.png.PNGImageValue;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.DefaultNodeProgressMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeFactory;
import org.knime.core.node.NodeProgressMonitor;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.MaskReading;
import org.restauro.images.io.ReadOptions;
import org.restauro.standin.NodeMessage;
import org.restauro.standin.SingleNode;
import org.restauro.standin.TemporaryData;

/** One node of ours, set, configured and executed as a workflow would do it. */
final class NodeRun {

    static final String IMAGE_SET_READER = "imageset.reader.ImageSetReader";
    static final String IMAGE_SET_WRITER = "imageset.writer.ImageSetWriter";
    static final String DATASET_READER = "dataset.reader.DatasetReader";
    static final String MASK_GENERATOR = "mask.generator.MaskGenerator";
    static final String MASK_TOOLS = "mask.tools.MaskTools";
    static final String MODEL_READER = "model.reader.ModelReader";
    static final String MODEL_WRITER = "model.writer.ModelWriter";
    static final String INPAINT = "inpaint.Inpaint";
    static final String IMAGE_SYNTHESIZER = "synthesizer.ImageSynthesizer";
    static final String IMAGE_INVERTER = "inverter.ImageInverter";
    static final String INVERSION_ENCODER_TRAINER = "trainer.encoder.InversionEncoderTrainer";
    static final String REFERENCE_ENCODER = "reference.encoder.ReferenceEncoder";
    static final String SAMPLE_MURALS = "murals.SampleMurals";
    static final String REFERENCE_FINE_TUNER = "trainer.reference.ReferenceFineTuner";
    static final String MAT_TRAINER = "trainer.mat.MatTrainer";
    static final String GAN_TRAINER = "trainer.gan.GanTrainer";
    static final String LPIPS_SCORER = "scorer.lpips.LpipsScorer";
    static final String FID_SCORER = "scorer.fid.FidScorer";
    static final String METRIC_COMPARISON = "scorer.comparison.MetricComparison";

    static final String BEFORE_AFTER_VIEW = "view.beforeafter.BeforeAfterView";

    private final SingleNode node;
    private final NodeSettings settings;
    private boolean changed;

    NodeRun(final String name, final TemporaryData data) throws Exception {
        this(name, null, data);
    }

    /** A node with other ports than those it has at first. */
    NodeRun(final String name, final NodeSettings ports, final TemporaryData data)
            throws Exception {
        // by name, as KNIME does it: the node packages are nobody's API
        Class<?> factory = Class.forName("org.restauro.nodes." + name + "NodeFactory");
        node = new SingleNode((NodeFactory<?>) factory.getConstructor().newInstance(), ports, data);
        settings = node.defaultSettings();
    }

    /** Ports as a saved node has them: a group, then its port object, and so on. */
    static NodeSettings ports(final Object... groupsAndData) {
        NodeSettings ports = new NodeSettings("node_creation_config");
        for (int i = 0; i < groupsAndData.length; i += 2) {
            ports.addNodeSettings((String) groupsAndData[i])
                    .addNodeSettings("port_0")
                    .addString("object_class", groupsAndData[i + 1].getClass().getName());
        }
        return ports;
    }

    /** Changes settings: a key with slashes, then its value, and so on. */
    NodeRun with(final Object... keysAndValues) throws InvalidSettingsException {
        for (int i = 0; i < keysAndValues.length; i += 2) {
            String[] path = keysAndValues[i].toString().split("/");
            NodeSettings config = settings;
            for (int k = 0; k < path.length - 1; k++) {
                config =
                        config.containsKey(path[k])
                                ? config.getNodeSettings(path[k])
                                : (NodeSettings) config.addNodeSettings(path[k]);
            }
            String key = path[path.length - 1];
            Object value = keysAndValues[i + 1];
            if (value instanceof Integer number) {
                config.addInt(key, number);
            } else if (value instanceof Long number) {
                config.addLong(key, number);
            } else if (value instanceof Double number) {
                config.addDouble(key, number);
            } else if (value instanceof Boolean choice) {
                config.addBoolean(key, choice);
            } else {
                config.addString(key, value instanceof Path p ? p.toString() : (String) value);
            }
        }
        changed = true;
        return this;
    }

    /** Empties a list of settings. */
    NodeRun emptied(final String key) {
        settings.addNodeSettings(key);
        changed = true;
        return this;
    }

    SingleNode node() {
        return node;
    }

    /** Configures with the specs of inputs, and says whether that worked. */
    boolean configures(final PortObject... inputs) {
        try {
            if (changed) {
                node.setSettings(settings);
            }
        } catch (InvalidSettingsException e) {
            throw new AssertionError(e.getMessage(), e);
        }
        return node.configure(
                Arrays.stream(inputs).map(PortObject::getSpec).toArray(PortObjectSpec[]::new),
                Map.of());
    }

    /** The message after configuring failed. */
    String refusal(final PortObject... inputs) {
        assertThat(configures(inputs)).as("configured").isFalse();
        return message();
    }

    /** Executes and expects success. */
    PortObject[] execute(final PortObject... inputs) {
        assertThat(configures(inputs)).as("configured; %s", node.message()).isTrue();
        assertThat(node.execute(inputs, new DefaultNodeProgressMonitor()))
                .as("executed; %s", node.message())
                .isTrue();
        return node.data();
    }

    /** Executes and expects a table. */
    BufferedDataTable table(final PortObject... inputs) {
        BufferedDataTable table = (BufferedDataTable) execute(inputs)[0];
        assertThat(table.getSpec().equalStructure((DataTableSpec) node.specs()[0])).isTrue();
        return table;
    }

    /** Executes and expects failure; returns its message. */
    String failure(final PortObject... inputs) {
        return failure(new DefaultNodeProgressMonitor(), inputs);
    }

    String failure(final NodeProgressMonitor monitor, final PortObject... inputs) {
        assertThat(configures(inputs)).as("configured; %s", node.message()).isTrue();
        assertThat(node.execute(inputs, monitor)).as("executed").isFalse();
        return message();
    }

    /** The node's message, or an empty text. */
    String message() {
        return node.message().map(NodeMessage::text).orElse("");
    }

    static List<DataRow> rows(final BufferedDataTable table) {
        List<DataRow> rows = new ArrayList<>();
        try (CloseableRowIterator iterator = table.iterator()) {
            iterator.forEachRemaining(rows::add);
        }
        return rows;
    }

    static DataCell cell(final BufferedDataTable table, final int row, final String column) {
        int index = table.getSpec().findColumnIndex(column);
        assertThat(index).as("column %s of %s", column, table.getSpec()).isNotNegative();
        return rows(table).get(row).getCell(index);
    }

    static String text(final BufferedDataTable table, final int row, final String column) {
        return cell(table, row, column).toString();
    }

    static PixelImage image(final BufferedDataTable table, final int row, final String column)
            throws Exception {
        return ImageFiles.read(bytes(table, row, column), column, ReadOptions.defaults());
    }

    static Mask mask(final BufferedDataTable table, final int row, final String column)
            throws Exception {
        return ImageFiles.readMask(
                bytes(table, row, column),
                column,
                MaskReading.black().keepingSoft(),
                ReadOptions.defaults());
    }

    static byte[] bytes(final BufferedDataTable table, final int row, final String column) {
        return ((PNGImageValue) cell(table, row, column)).getImageContent().getByteArray();
    }
}
