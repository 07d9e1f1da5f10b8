// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.IntValue;
import org.knime.core.data.RowKey;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.IntCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.ModelContentRO;
import org.knime.core.node.ModelContentWO;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.core.node.port.AbstractSimplePortObject;
import org.knime.core.node.port.AbstractSimplePortObjectSpec;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.core.node.port.PortTypeRegistry;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.knime.node.RequirePorts;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.persistence.Persistable;

/** Small nodes for tests of workflows. */
public final class ToyNodes {
    static final DataTableSpec NUMBERS =
            new DataTableSpec(new String[] {"number"}, new DataType[] {IntCell.TYPE});

    /** What the sinks got, by their label. */
    static final Map<String, List<Integer>> SEEN = new ConcurrentHashMap<>();

    static final AtomicInteger LOADS = new AtomicInteger();

    /** Two nodes meet here, or fail after five seconds. */
    static final CyclicBarrier MEETING = new CyclicBarrier(2);

    private ToyNodes() {}

    private static DefaultNode.RequireModel source(String name) {
        return describe(name).ports(p -> p.addOutputTable("Numbers", "The numbers."));
    }

    private static RequirePorts describe(String name) {
        return DefaultNode.create()
                .name(name)
                .icon("./toy.png")
                .shortDescription("A toy.")
                .fullDescription("A toy for tests.")
                .sinceVersion(0, 1, 0);
    }

    /** How many numbers, and which first. */
    public static final class CountParameters implements NodeParameters {
        int count = 3;
        double factor = 1.0;
        String label = "none";
        Nested nested = new Nested();

        @Override
        public void validate() throws InvalidSettingsException {
            if (count < 0) {
                throw new InvalidSettingsException("count must be 0 or more, not " + count);
            }
        }
    }

    /** A group inside. */
    public static final class Nested implements Persistable {
        int first;
        String[] words = {"a"};
    }

    private static void count(ExecuteInput in, ExecuteOutput out)
            throws CanceledExecutionException {
        CountParameters p = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        BufferedDataContainer container = exec.createDataContainer(NUMBERS);
        for (int i = 0; i < p.count; i++) {
            exec.checkCanceled();
            container.addRowToTable(
                    new DefaultRow(
                            RowKey.createRowKey((long) i),
                            new IntCell((int) ((p.nested.first + i) * p.factor))));
        }
        container.close();
        out.setOutData(0, container.getTable());
    }

    private static List<Integer> numbers(BufferedDataTable table) {
        List<Integer> result = new ArrayList<>();
        for (DataRow row : table) {
            result.add(((IntValue) row.getCell(0)).getIntValue());
        }
        return result;
    }

    /** Makes numbers. */
    public static final class CounterFactory extends DefaultNodeFactory {
        public CounterFactory() {
            super(
                    source("Counter")
                            .model(
                                    m ->
                                            m.parametersClass(CountParameters.class)
                                                    .configure(
                                                            (in, out) -> out.setOutSpec(0, NUMBERS))
                                                    .execute(ToyNodes::count)));
        }
    }

    /** Remembers what it gets, under its label, and passes it on. */
    public static final class SinkFactory extends DefaultNodeFactory {
        public SinkFactory() {
            super(
                    describe("Sink")
                            .ports(
                                    p ->
                                            p.addInputTable("In", "The numbers.")
                                                    .addOutputTable("Out", "The same."))
                            .model(
                                    m ->
                                            m.parametersClass(CountParameters.class)
                                                    .configure(
                                                            (in, out) ->
                                                                    out.setOutSpec(
                                                                            0,
                                                                            in.getInTableSpec(0)))
                                                    .execute(SinkFactory::run)));
        }

        private static void run(ExecuteInput in, ExecuteOutput out) {
            CountParameters p = in.getParameters();
            SEEN.put(p.label, numbers(in.getInTable(0)));
            out.setOutData(0, in.getInTable(0));
        }
    }

    /** Fails. */
    public static final class FailFactory extends DefaultNodeFactory {
        public FailFactory() {
            super(
                    source("Fail")
                            .model(
                                    m ->
                                            m.withoutParameters()
                                                    .configure(
                                                            (in, out) -> out.setOutSpec(0, NUMBERS))
                                                    .execute(
                                                            (in, out) -> {
                                                                throw new KNIMEException(
                                                                        "The toy is broken.");
                                                            })));
        }
    }

    /** Ends only together with another of its kind. */
    public static final class MeetFactory extends DefaultNodeFactory {
        public MeetFactory() {
            super(
                    source("Meet")
                            .model(
                                    m ->
                                            m.parametersClass(CountParameters.class)
                                                    .configure(
                                                            (in, out) -> out.setOutSpec(0, NUMBERS))
                                                    .execute(MeetFactory::run)));
        }

        private static void run(ExecuteInput in, ExecuteOutput out)
                throws CanceledExecutionException {
            try {
                MEETING.await(5, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException("nobody came", e);
            }
            count(in, out);
        }
    }

    /** Works until it is cancelled. */
    public static final class EndlessFactory extends DefaultNodeFactory {
        public EndlessFactory() {
            super(
                    source("Endless")
                            .model(
                                    m ->
                                            m.withoutParameters()
                                                    .configure(
                                                            (in, out) -> out.setOutSpec(0, NUMBERS))
                                                    .execute(EndlessFactory::run)));
        }

        private static void run(ExecuteInput in, ExecuteOutput out)
                throws CanceledExecutionException {
            while (true) {
                in.getExecutionContext().checkCanceled();
                in.getExecutionContext().setProgress(0.5, "half");
                Thread.onSpinWait();
            }
        }
    }

    /** Says that it begins a loop. */
    public static final class LoopFactory extends DefaultNodeFactory {
        public LoopFactory() {
            super(
                    source("Counting Loop Start")
                            .model(
                                    m ->
                                            m.withoutParameters()
                                                    .configure((in, out) -> {})
                                                    .execute((in, out) -> {}))
                            .nodeType(NodeType.LoopStart));
        }
    }

    /** A text as specification. */
    public static final class NoteSpec extends AbstractSimplePortObjectSpec {
        @Override
        protected void save(ModelContentWO model) {}

        @Override
        protected void load(ModelContentRO model) {}

        /** Found by name; real port types are declared in plugin.xml instead. */
        public static Serializer getPortObjectSpecSerializer() {
            return new Serializer();
        }

        /** Stores it. */
        public static final class Serializer
                extends AbstractSimplePortObjectSpecSerializer<NoteSpec> {}
    }

    /** A text as port object; counts how often it was loaded. */
    public static final class Note extends AbstractSimplePortObject {
        static final PortType TYPE = PortTypeRegistry.getInstance().getPortType(Note.class);

        String text = "";

        @Override
        public String getSummary() {
            return "Note: " + text;
        }

        @Override
        public NoteSpec getSpec() {
            return new NoteSpec();
        }

        @Override
        protected void save(ModelContentWO model, ExecutionMonitor exec) {
            model.addString("text", text);
        }

        @Override
        protected void load(ModelContentRO model, PortObjectSpec spec, ExecutionMonitor exec)
                throws InvalidSettingsException {
            text = model.getString("text");
            LOADS.incrementAndGet();
        }

        /** Found by name; real port types are declared in plugin.xml instead. */
        public static Serializer getPortObjectSerializer() {
            return new Serializer();
        }

        /** Stores it. */
        public static final class Serializer extends AbstractSimplePortObjectSerializer<Note> {}
    }

    /** Writes a note. */
    public static final class NoteFactory extends DefaultNodeFactory {
        public NoteFactory() {
            super(
                    describe("Note Writer")
                            .ports(p -> p.addOutputPort("Note", "The note.", Note.TYPE))
                            .model(
                                    m ->
                                            m.withoutParameters()
                                                    .configure(
                                                            (in, out) ->
                                                                    out.setOutSpec(
                                                                            0, new NoteSpec()))
                                                    .execute(
                                                            (in, out) -> {
                                                                Note note = new Note();
                                                                note.text = "hello";
                                                                out.setOutData(0, note);
                                                            })));
        }
    }

    /** Reads a note. */
    public static final class NoteReaderFactory extends DefaultNodeFactory {
        public NoteReaderFactory() {
            super(
                    describe("Note Reader")
                            .ports(
                                    p ->
                                            p.addInputPort("Note", "The note.", Note.TYPE)
                                                    .addOutputTable("Length", "Its length."))
                            .model(
                                    m ->
                                            m.withoutParameters()
                                                    .configure(
                                                            (in, out) -> out.setOutSpec(0, NUMBERS))
                                                    .execute(NoteReaderFactory::run)));
        }

        private static void run(ExecuteInput in, ExecuteOutput out) {
            Note note = in.getInPortObject(0);
            BufferedDataContainer c = in.getExecutionContext().createDataContainer(NUMBERS);
            c.addRowToTable(new DefaultRow("length", note.text.length()));
            c.close();
            out.setOutData(0, c.getTable());
        }
    }
}
