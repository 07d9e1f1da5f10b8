// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import javax.swing.JComponent;
import org.junit.jupiter.api.Test;
import org.knime.core.data.filestore.FileStore;
import org.knime.core.data.filestore.FileStorePortObject;
import org.knime.core.node.DefaultNodeProgressMonitor;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortObjectZipInputStream;
import org.knime.core.node.port.PortObjectZipOutputStream;
import org.knime.core.node.port.PortType;
import org.knime.core.node.port.PortTypeRegistry;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.restauro.standin.SingleNode;
import org.restauro.standin.TemporaryData;

class FileStorePortObjectTest {
    /** Bulk in a file. */
    public static final class Bulk extends FileStorePortObject {
        static final PortType TYPE = PortTypeRegistry.getInstance().getPortType(Bulk.class);

        private String content;
        private boolean constructed;

        public Bulk() {}

        Bulk(FileStore store, String content) {
            super(List.of(store));
            this.content = content;
        }

        @Override
        protected void flushToFileStore() throws IOException {
            Files.writeString(getFileStore(0).getFile().toPath(), content);
        }

        @Override
        protected void postConstruct() throws IOException {
            constructed = true;
            content = Files.readString(getFileStore(0).getFile().toPath());
        }

        @Override
        public String getSummary() {
            return content;
        }

        @Override
        public ToyNodes.NoteSpec getSpec() {
            return new ToyNodes.NoteSpec();
        }

        @Override
        public JComponent[] getViews() {
            return new JComponent[0];
        }

        public static Serializer getPortObjectSerializer() {
            return new Serializer();
        }

        /** Writes nothing: all is in the file. */
        public static final class Serializer extends PortObjectSerializer<Bulk> {
            @Override
            public void savePortObject(
                    Bulk bulk, PortObjectZipOutputStream out, ExecutionMonitor exec) {}

            @Override
            public Bulk loadPortObject(
                    PortObjectZipInputStream in, PortObjectSpec spec, ExecutionMonitor exec) {
                return new Bulk();
            }
        }
    }

    private static DefaultNodeFactory factory(boolean input, boolean output, Runner runner) {
        return new DefaultNodeFactory(
                DefaultNode.create()
                        .name("Bulk")
                        .icon("./toy.png")
                        .shortDescription("s")
                        .fullDescription("f")
                        .sinceVersion(0, 1, 0)
                        .ports(
                                p -> {
                                    if (input) {
                                        p.addInputPort("In", "In.", Bulk.TYPE);
                                    }
                                    if (output) {
                                        p.addOutputPort("Out", "Out.", Bulk.TYPE);
                                    }
                                })
                        .model(
                                m ->
                                        m.withoutParameters()
                                                .configure((in, out) -> {})
                                                .execute(
                                                        (in, out) -> {
                                                            try {
                                                                runner.run(in, out);
                                                            } catch (IOException e) {
                                                                throw new IllegalStateException(e);
                                                            }
                                                        }))) {};
    }

    private interface Runner {
        void run(ExecuteInput in, ExecuteOutput out) throws IOException;
    }

    @Test
    void copies_share_the_files() throws Exception {
        PortObject[] got = new PortObject[1];
        try (TemporaryData data = new TemporaryData()) {
            SingleNode source =
                    new SingleNode(
                            factory(
                                    false,
                                    true,
                                    (in, out) ->
                                            out.setOutData(
                                                    0,
                                                    new Bulk(
                                                            in.getExecutionContext()
                                                                    .createFileStore("weights"),
                                                            "bulk"))),
                            null,
                            data);
            source.configure(new PortObjectSpec[0], Map.of());
            assertThat(source.execute(new PortObject[0], new DefaultNodeProgressMonitor()))
                    .as(source.message().toString())
                    .isTrue();
            SingleNode sink =
                    new SingleNode(
                            factory(true, false, (in, out) -> got[0] = in.getInPortObject(0)),
                            null,
                            data);
            sink.configure(new PortObjectSpec[] {new ToyNodes.NoteSpec()}, Map.of());
            assertThat(sink.execute(source.data(), new DefaultNodeProgressMonitor()))
                    .as(sink.message().toString())
                    .isTrue();
            Bulk copy = (Bulk) got[0];
            assertThat(copy).isNotSameAs(source.data()[0]).isEqualTo(source.data()[0]);
            assertThat(copy.constructed).isTrue();
            assertThat(copy.getSummary()).isEqualTo("bulk");
        }
    }
}
