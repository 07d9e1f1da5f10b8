// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node;

import java.util.Optional;
import java.util.function.Function;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.FluentNodeAPI;
import org.knime.core.node.port.PortObject;
import org.knime.core.webui.data.InitialDataService;
import org.knime.core.webui.page.Page;
import org.knime.core.webui.page.Page.RequireFromFileOrString;
import org.knime.node.parameters.NodeParameters;

/** What a node shows once executed: a page and the data it starts with. */
public final class DefaultView implements FluentNodeAPI {
    final Class<? extends NodeParameters> parametersClass;
    final String description;
    final Page page;
    private Function<ViewInput, InitialDataService<?>> initialData;

    private DefaultView(
            Class<? extends NodeParameters> parametersClass, String description, Page page) {
        this.parametersClass = parametersClass;
        this.description = description;
        this.page = page;
    }

    static RequireViewParameters create() {
        return parameters ->
                description ->
                        page -> new DefaultView(parameters, description, page.apply(Page.create()));
    }

    Optional<InitialDataService<?>> initialDataService(ViewInput input) {
        return Optional.ofNullable(initialData).map(f -> f.apply(input));
    }

    public <D> DefaultView initialData(
            Function<RequireInitialData, DefaultInitialData<D>> declaration) {
        DefaultInitialData<D> declared =
                declaration.apply(
                        new RequireInitialData() {
                            @Override
                            public <T> DefaultInitialData<T> data(Function<ViewInput, T> data) {
                                return new DefaultInitialData<>(data);
                            }
                        });
        initialData = declared::service;
        return this;
    }

    /** Wants the class of the view's parameters. */
    public interface RequireViewParameters {
        RequireDescription parametersClass(Class<? extends NodeParameters> parametersClass);

        default RequireDescription withoutParameters() {
            return parametersClass(null);
        }
    }

    /** Wants the description. */
    public interface RequireDescription {
        RequirePage description(String description);
    }

    /** Wants the page. */
    public interface RequirePage {
        DefaultView page(Function<RequireFromFileOrString, Page> page);
    }

    /** Wants the data the page starts with. */
    public interface RequireInitialData {
        <D> DefaultInitialData<D> data(Function<ViewInput, D> data);
    }

    /**
     * The data the page starts with.
     *
     * @param <D> the data
     */
    public static final class DefaultInitialData<D> {
        private final Function<ViewInput, D> data;
        private InitialDataService.Serializer<D> serializer;

        private DefaultInitialData(Function<ViewInput, D> data) {
            this.data = data;
        }

        public DefaultInitialData<D> serializer(InitialDataService.Serializer<D> newSerializer) {
            serializer = newSerializer;
            return this;
        }

        private InitialDataService<D> service(ViewInput input) {
            return InitialDataService.builder(() -> data.apply(input))
                    .serializer(serializer)
                    .build();
        }
    }

    /** What a view may look at. */
    public interface ViewInput {
        <S extends NodeParameters> S getParameters();

        default BufferedDataTable[] getInternalTables() {
            PortObject[] objects = getInternalPortObjects();
            BufferedDataTable[] tables = new BufferedDataTable[objects.length];
            for (int i = 0; i < tables.length; i++) {
                tables[i] = (BufferedDataTable) objects[i];
            }
            return tables;
        }

        PortObject[] getInternalPortObjects();
    }
}
