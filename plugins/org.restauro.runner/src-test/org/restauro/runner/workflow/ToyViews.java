// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.workflow;

import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** Nodes with views, for tests. */
public final class ToyViews {
    static final String PAGE =
            "<!doctype html><html><head><meta charset=\"utf-8\">"
                    + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">"
                    + "<script></script></head><body><p>toy</p></body></html>";

    private ToyViews() {}

    /** A view that works, one that fails at its data, one whose pictures fail, one that works. */
    public static Path workflow(Path folder) throws Exception {
        try (WorkflowWriter writer = new WorkflowWriter("views", WorkflowRunTest.BUNDLE)) {
            writer.add(new GoodFactory(), 0, 0);
            writer.add(new BadDataFactory(), 0, 0);
            writer.add(new BadPicturesFactory(), 0, 0);
            writer.add(new GoodFactory(), 0, 0);
            writer.add(new ToyNodes.CounterFactory(), 0, 0);
            writer.write(folder);
        }
        return folder;
    }

    /** Answers the page. */
    public static class Pictures {
        public List<String> thumbnails(List<Integer> rows, String column) {
            return rows.stream().map(row -> image(row, column, 1)).toList();
        }

        public String image(int row, String column, int maxSide) {
            String text = column + " of " + row + " at " + maxSide;
            return "data:image/png;base64," + Base64.getEncoder().encodeToString(text.getBytes());
        }
    }

    /** Fails at the second picture. */
    public static final class BrokenPictures extends Pictures {
        @Override
        public String image(int row, String column, int maxSide) {
            if (row == 1) {
                throw new IllegalStateException("row 1 is torn");
            }
            return super.image(row, column, maxSide);
        }
    }

    private static Map<String, Object> data() {
        return Map.of(
                "view",
                "before-after",
                "title",
                "Toys </script>",
                "columns",
                List.of(Map.of("key", "restored:0")),
                "rows",
                List.of(
                        Map.of("name", "a", "present", List.of(true)),
                        Map.of("name", "b", "present", List.of(true)),
                        Map.of("name", "c", "present", List.of(false))));
    }

    private static DefaultNode node(String name, boolean failing, Pictures pictures) {
        return DefaultNode.create()
                .name(name)
                .icon("./toy.png")
                .shortDescription("A toy.")
                .fullDescription("A toy for tests.")
                .sinceVersion(0, 1, 0)
                .ports(p -> {})
                .model(
                        m ->
                                m.withoutParameters()
                                        .configure((in, out) -> {})
                                        .execute((in, out) -> {}))
                .nodeType(NodeType.Visualizer)
                .addView(
                        v ->
                                v.withoutParameters()
                                        .description("Shows toys.")
                                        .page(
                                                p ->
                                                        p.fromString(() -> PAGE)
                                                                .relativePath("toy.html"))
                                        .initialData(
                                                d ->
                                                        d.data(
                                                                in -> {
                                                                    if (failing) {
                                                                        throw new IllegalStateException(
                                                                                "no toys");
                                                                    }
                                                                    return data();
                                                                }))
                                        .dataService(d -> d.handler(in -> pictures)));
    }

    /** Shows two pictures. */
    public static final class GoodFactory extends DefaultNodeFactory {
        public GoodFactory() {
            super(node("Toy / View", false, new Pictures()));
        }
    }

    /** Has no data. */
    public static final class BadDataFactory extends DefaultNodeFactory {
        public BadDataFactory() {
            super(node("Bad Data", true, new Pictures()));
        }
    }

    /** Has no pictures. */
    public static final class BadPicturesFactory extends DefaultNodeFactory {
        public BadPicturesFactory() {
            super(node("Bad Pictures", false, new BrokenPictures()));
        }
    }
}
