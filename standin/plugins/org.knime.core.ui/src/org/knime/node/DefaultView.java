// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.FluentNodeAPI;
import org.knime.core.node.port.PortObject;
import org.knime.core.webui.data.DataService.DataServiceBuilder;
import org.knime.core.webui.data.InitialDataService;
import org.knime.core.webui.data.InitialDataService.InitialDataServiceBuilder;
import org.knime.core.webui.data.RpcDataService;
import org.knime.core.webui.data.RpcDataService.RpcDataServiceBuilder;
import org.knime.core.webui.page.Page;
import org.knime.core.webui.page.Page.RequireFromFileOrString;
import org.knime.node.parameters.NodeParameters;

/** What a node shows once executed: a page and the data it starts with. */
public final class DefaultView implements FluentNodeAPI {
    final Class<? extends NodeParameters> parametersClass;
    final String description;
    final Page page;
    private Function<ViewInput, InitialDataService<?>> initialData;
    private Function<ViewInput, RpcDataService> dataService;

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

    Optional<RpcDataService> rpcDataService(ViewInput input) {
        return Optional.ofNullable(dataService).map(f -> f.apply(input));
    }

    public <D> DefaultView initialData(
            Function<RequireInitialData, DefaultInitialData<D>> declaration) {
        initialData =
                input ->
                        declaration
                                .apply(
                                        new RequireInitialData() {
                                            @Override
                                            public <T> DefaultInitialData<T> data(
                                                    Function<ViewInput, T> data) {
                                                return new DefaultInitialData<>(data);
                                            }
                                        })
                                .service(input);
        return this;
    }

    public DefaultView dataService(Function<RequireDataService, DefaultDataService> declaration) {
        dataService = input -> declaration.apply(new FirstHandler()).service(input);
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

    /** Wants the handlers that the page may call. */
    public interface RequireDataService extends AllowAddingNamedHandler {
        SingleHandlerDataService handler(Function<ViewInput, Object> handler);
    }

    /** Takes handlers with names. */
    public interface AllowAddingNamedHandler {
        MultipleNamedHandlersDataService addHandler(
                String name, Function<ViewInput, Object> handler);
    }

    private static final class FirstHandler implements RequireDataService {
        @Override
        public SingleHandlerDataService handler(Function<ViewInput, Object> handler) {
            return new SingleHandlerDataService(handler);
        }

        @Override
        public MultipleNamedHandlersDataService addHandler(
                String name, Function<ViewInput, Object> handler) {
            return new MultipleNamedHandlersDataService().addHandler(name, handler);
        }
    }

    abstract static class AbstractDataService<T extends DataServiceBuilder>
            implements DataServiceBuilder {
        private Runnable dispose;
        private Runnable deactivate;

        @Override
        @SuppressWarnings("unchecked")
        public T onDispose(Runnable newDispose) {
            dispose = once(dispose, newDispose, "onDispose");
            return (T) this;
        }

        @Override
        @SuppressWarnings("unchecked")
        public T onDeactivate(Runnable newDeactivate) {
            deactivate = once(deactivate, newDeactivate, "onDeactivate");
            return (T) this;
        }

        static <V> V once(V before, V now, String name) {
            if (before != null) {
                throw new IllegalStateException(name + " already set");
            }
            return now;
        }

        final <B extends DataServiceBuilder> B finish(B builder) {
            if (dispose != null) {
                builder.onDispose(dispose);
            }
            if (deactivate != null) {
                builder.onDeactivate(deactivate);
            }
            return builder;
        }
    }

    /** What the page may call. */
    public abstract static class DefaultDataService extends AbstractDataService<DefaultDataService>
            implements FluentNodeAPI {
        DefaultDataService() {}

        abstract RpcDataServiceBuilder builder(ViewInput input);

        final RpcDataService service(ViewInput input) {
            return finish(builder(input)).build();
        }
    }

    /** One handler without a name. */
    public static final class SingleHandlerDataService extends DefaultDataService {
        private final Function<ViewInput, Object> handler;

        private SingleHandlerDataService(Function<ViewInput, Object> handler) {
            this.handler = handler;
        }

        @Override
        RpcDataServiceBuilder builder(ViewInput input) {
            return RpcDataService.builder(handler.apply(input));
        }
    }

    /** Handlers with names. */
    public static final class MultipleNamedHandlersDataService extends DefaultDataService
            implements AllowAddingNamedHandler {
        private final Map<String, Function<ViewInput, Object>> handlers = new LinkedHashMap<>();

        private MultipleNamedHandlersDataService() {}

        @Override
        public MultipleNamedHandlersDataService addHandler(
                String name, Function<ViewInput, Object> handler) {
            handlers.put(name, handler);
            return this;
        }

        @Override
        RpcDataServiceBuilder builder(ViewInput input) {
            RpcDataServiceBuilder builder = RpcDataService.builder();
            handlers.forEach((name, handler) -> builder.addService(name, handler.apply(input)));
            return builder;
        }
    }

    /**
     * The data the page starts with.
     *
     * @param <D> the data
     */
    public static final class DefaultInitialData<D>
            extends AbstractDataService<DefaultInitialData<D>> implements FluentNodeAPI {
        private final Function<ViewInput, D> data;
        private InitialDataService.Serializer<D> serializer;

        private DefaultInitialData(Function<ViewInput, D> data) {
            this.data = data;
        }

        public DefaultInitialData<D> serializer(InitialDataService.Serializer<D> newSerializer) {
            serializer = once(serializer, newSerializer, "Serializer");
            return this;
        }

        private InitialDataService<D> service(ViewInput input) {
            InitialDataServiceBuilder<D> builder =
                    InitialDataService.builder(() -> data.apply(input));
            return finish(builder).serializer(serializer).build();
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
