// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.view;

import java.util.List;
import java.util.function.Function;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortObject;
import org.knime.core.webui.page.Page;
import org.knime.core.webui.page.Page.RequireFromFileOrString;
import org.knime.node.DefaultView;
import org.knime.node.DefaultView.DefaultDataService;
import org.knime.node.DefaultView.RequireDataService;
import org.knime.node.DefaultView.RequireViewParameters;
import org.knime.node.DefaultView.ViewInput;
import org.restauro.views.ViewPage;
import org.restauro.views.data.BeforeAfterData;
import org.restauro.views.data.ComparisonData;
import org.restauro.views.data.TrainingData;
import org.restauro.views.data.ViewJson;

/**
 * The views that our nodes declare. All are one page; which view it shows is in the data it starts
 * with.
 */
public final class ResultViews {

    static final String NOTE_NOTHING =
            "The node kept nothing to show: it was executed by an older version of this extension."
                    + " Reset and execute it again.";

    private ResultViews() {}

    /**
     * Pictures before and after; the node keeps what {@link BeforeAfter} makes.
     *
     * @param view what the node declares its view with
     * @param title the view's title
     * @param description for the node's documentation
     */
    public static DefaultView beforeAfter(
            final RequireViewParameters view, final String title, final String description) {
        BeforeAfterData nothing =
                new BeforeAfterData(title, List.of(), List.of(), List.of(), List.of(NOTE_NOTHING));
        return declare(view, description, ViewJson.write(nothing), ResultViews::keptData)
                .dataService(ResultViews::pictures);
    }

    /** Scores of several models; the node keeps what {@link ModelComparison} makes. */
    public static DefaultView comparison(
            final RequireViewParameters view, final String title, final String description) {
        ComparisonData nothing =
                new ComparisonData(title, List.of(), List.of(), null, List.of(NOTE_NOTHING));
        return declare(view, description, ViewJson.write(nothing), ResultViews::keptData)
                .dataService(ResultViews::pictures);
    }

    /** The course of a training; the node keeps the table of its log. */
    public static DefaultView training(
            final RequireViewParameters view, final String title, final String description) {
        TrainingData nothing =
                new TrainingData(title, TrainingData.FIRST, List.of(), List.of(NOTE_NOTHING));
        return declare(
                view,
                description,
                ViewJson.write(nothing),
                kept -> ViewJson.write(TrainingLog.read(title, (BufferedDataTable) kept[0])));
    }

    private static DefaultView declare(
            final RequireViewParameters view,
            final String description,
            final String nothing,
            final Function<PortObject[], String> data) {
        return view.withoutParameters()
                .description(description)
                .page(ResultViews::page)
                .initialData(
                        start ->
                                start.data(in -> has(in) ? data.apply(kept(in)) : nothing)
                                        .serializer(json -> json));
    }

    private static Page page(final RequireFromFileOrString page) {
        return page.fromFile()
                .bundleClass(ViewPage.class)
                .basePath(ViewPage.BASE)
                .relativeFilePath(ViewPage.FILE);
    }

    private static PortObject[] kept(final ViewInput in) {
        return in.getInternalPortObjects();
    }

    private static boolean has(final ViewInput in) {
        return kept(in) != null && kept(in).length > 0;
    }

    private static String keptData(final PortObject[] kept) {
        return KeptView.read(kept).json();
    }

    /** KNIME calls this for each view that is opened. */
    private static DefaultDataService pictures(final RequireDataService services) {
        PictureService[] opened = new PictureService[1];
        return services.handler(
                        in -> {
                            opened[0] = new PictureService(() -> KeptView.read(kept(in)).places());
                            return opened[0];
                        })
                .onDispose(() -> opened[0].close());
    }
}
